using Members.Grains.Passwords;
using Microsoft.Extensions.Time.Testing;

namespace Members.Tests.Unit.Passwords;

public sealed class FailureFloorTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly FailureFloor _floor;

    public FailureFloorTests() => _floor = new FailureFloor(_clock, () => Milliseconds(100));

    [Fact]
    public void Without_foreign_hashes_there_is_none()
    {
        Assert.False(_floor.IsUp);
        _floor.Saw(Milliseconds(900), isForeign: false);

        Assert.False(_floor.IsUp);
        Assert.True(_floor.Hold(_clock.GetTimestamp()).IsCompletedSuccessfully);
    }

    [Theory]
    [InlineData(20, 100)]
    [InlineData(400, 400)]
    [InlineData(9000, 5000)]
    public void It_is_as_long_as_the_dearest_and_no_shorter_than_is_typical_and_bounded(int foreign, int expected)
    {
        _floor.Saw(Milliseconds(foreign), isForeign: true);
        Assert.Equal(Milliseconds(expected), _floor.Value);
    }

    [Fact]
    public void While_there_are_foreign_hashes_the_longest_of_ours_counts_too()
    {
        _floor.Saw(Milliseconds(20), isForeign: true);
        _floor.Saw(Milliseconds(180), isForeign: false);
        _floor.Saw(Milliseconds(120), isForeign: false);

        Assert.Equal(Milliseconds(180), _floor.Value);
    }

    [Fact]
    public void It_is_forgotten_within_two_windows_however_many_of_ours_are_checked()
    {
        _floor.Saw(Milliseconds(400), isForeign: true);
        _clock.Advance(LongestSeen.Window + TimeSpan.FromMinutes(1));
        _floor.Saw(Milliseconds(120), isForeign: false);
        Assert.Equal(Milliseconds(400), _floor.Value);

        _clock.Advance(LongestSeen.Window);
        _floor.Saw(Milliseconds(120), isForeign: false);
        Assert.False(_floor.IsUp);
    }

    [Fact]
    public void A_shorter_one_is_kept_back_until_then_and_a_longer_one_is_not()
    {
        _floor.Saw(Milliseconds(400), isForeign: true);
        var began = _clock.GetTimestamp();
        _clock.Advance(Milliseconds(100));
        var held = _floor.Hold(began);
        _clock.Advance(Milliseconds(299));
        Assert.False(held.IsCompleted);

        _clock.Advance(Milliseconds(1));
        Assert.True(held.IsCompletedSuccessfully);
        Assert.True(_floor.Hold(began).IsCompletedSuccessfully);
    }

    private static TimeSpan Milliseconds(int count) => TimeSpan.FromMilliseconds(count);
}
