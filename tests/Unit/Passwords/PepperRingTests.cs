using Members.Grains.Passwords;

namespace Members.Tests.Unit.Passwords;

public sealed class PepperRingTests
{
    private static readonly string Secret = new('s', 32);

    [Fact]
    public void Without_peppers_the_fixed_key_is_used()
    {
        var ring = new PepperRing([], null);

        Assert.Equal(PepperRing.FixedId, ring.Current.Id);
        Assert.Equal(ring.Find(PepperRing.FixedId), ring.Current.Key);
    }

    [Fact]
    public void The_named_pepper_is_used_and_the_others_and_the_fixed_key_are_still_found()
    {
        var ring = new PepperRing([new("new", Secret), new("old", Secret + "!")], "new");

        Assert.Equal("new", ring.Current.Id);
        Assert.NotEqual(ring.Find("new"), ring.Find("old"));
        Assert.NotEqual(ring.Find("new"), ring.Find(PepperRing.FixedId));
    }

    [Fact]
    public void A_pepper_that_is_not_there_is_named_in_the_error_without_any_secret()
    {
        var ring = new PepperRing([new("new", Secret)], "new");
        var error = Assert.Throws<InvalidOperationException>(() => ring.Find("old"));

        Assert.Contains("Members:Peppers:old", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, error.Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => new PepperRing([], "new"));
        Assert.Throws<InvalidOperationException>(() => ring.Find("NEW"));
    }
}
