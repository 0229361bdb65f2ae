using Members.Leases;
using Microsoft.Extensions.Time.Testing;

namespace Members.Tests.Unit.Leases;

public sealed class LeaseTermTests
{
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(2);
    private readonly FakeTimeProvider _clock = new();
    private readonly LeaseTerm _term;
    private int _invalidations;

    public LeaseTermTests() => _term = new LeaseTerm(_clock);

    [Fact]
    public void It_is_not_held_before_the_first_renewal() => Assert.False(_term.IsHeld);

    [Fact]
    public void It_ends_a_little_before_the_database_says_so()
    {
        Renew();
        Pass(1.89);
        Assert.True(_term.IsHeld);
        Pass(0.02);
        Assert.False(_term.IsHeld);
    }

    [Fact]
    public void It_runs_from_the_asking_not_from_the_answer()
    {
        var asked = _term.Asked();
        Pass(1.5);
        _term.Renew(asked, Length, 0, Invalidate);

        Pass(0.5);
        Assert.False(_term.IsHeld);
    }

    [Fact]
    public void A_renewal_that_was_under_way_for_longer_than_the_lease_gives_none()
    {
        var asked = _term.Asked();
        Pass(20);
        _term.Renew(asked, Length, 0, Invalidate);

        Assert.False(_term.IsHeld);
    }

    [Fact]
    public void While_it_is_renewed_in_time_nothing_is_invalidated()
    {
        Renew();
        var first = _invalidations;
        for (var i = 0; i < 10; i++)
        {
            Pass(1.8);
            Renew();
        }

        Assert.Equal(first, _invalidations);
    }

    [Fact]
    public void After_a_break_everything_is_invalidated_before_it_is_held_again()
    {
        Renew();
        Pass(2);
        var before = _invalidations;
        _term.Renew(_term.Asked(), Length, 0, () =>
        {
            Assert.False(_term.IsHeld);
            Invalidate();
        });

        Assert.True(_term.IsHeld);
        Assert.Equal(before + 1, _invalidations);
    }

    [Fact]
    public void A_revocation_makes_it_invalidate_once_though_there_was_no_break()
    {
        Renew();
        var before = _invalidations;
        Renew(era: 1);
        Renew(era: 1);

        Assert.Equal(before + 1, _invalidations);
    }

    [Fact]
    public void Given_up_it_is_held_no_more()
    {
        Renew();
        _term.End();

        Assert.False(_term.IsHeld);
    }

    [Fact]
    public void Given_up_it_is_not_brought_back_by_a_renewal_that_was_under_way()
    {
        var asked = _term.Asked();
        _term.End();
        _term.Renew(asked, Length, 0, Invalidate);

        Assert.False(_term.IsHeld);
    }

    [Fact]
    public void A_renewal_that_a_later_one_has_overtaken_changes_nothing()
    {
        var first = _term.Asked();
        Pass(1);
        Renew(era: 2);
        var before = _invalidations;
        _term.Renew(first, Length, 1, Invalidate);
        Renew(era: 2);

        Assert.Equal(before, _invalidations);
        Pass(1.5);
        Assert.True(_term.IsHeld);
    }

    private void Renew(long era = 0) => _term.Renew(_term.Asked(), Length, era, Invalidate);

    private void Invalidate() => _invalidations++;

    private void Pass(double seconds) => _clock.Advance(TimeSpan.FromSeconds(seconds));
}
