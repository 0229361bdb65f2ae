using System.Diagnostics;
using Members.Grains.Passwords;

namespace Members.Tests.Unit.Passwords;

public sealed class BcryptSchemeTests
{
    private static readonly string First = new('1', 32), Second = new('2', 32);
    private static readonly BcryptScheme Plain = new(new PepperRing([], null), 4);

    [Fact]
    public void Every_character_of_a_long_password_counts()
    {
        var text = string.Concat(Enumerable.Range(0, 100).Select(i => (char)('a' + (i % 26))));
        var digest = Plain.Hash(Make.Password(text));

        Assert.True(Plain.Verify(Make.Password(text), digest));
        for (var at = 0; at < text.Length; at++)
        {
            Assert.False(Plain.Verify(Make.Password(text[..at] + '*' + text[(at + 1)..]), digest), $"character {at} does not count");
        }
    }

    [Fact]
    public void The_72_bytes_at_which_bcrypt_stops_are_no_limit()
    {
        var emoji = string.Concat(Enumerable.Repeat("🙂", 18));
        var digest = Plain.Hash(Make.Password(emoji));

        Assert.False(Plain.Verify(Make.Password(emoji + "x"), digest));
        Assert.False(Plain.Verify(Make.Password(new string('a', 72) + "x"), Plain.Hash(Make.Password(new string('a', 72)))));
    }

    [Fact]
    public void Two_spellings_of_one_password_verify_alike() =>
        Assert.True(Plain.Verify(Make.Password("pa\u0308sswort"), Plain.Hash(Make.Password("p\u00e4sswort"))));

    [Fact]
    public void Two_hashes_of_one_password_differ_and_name_scheme_key_and_cost()
    {
        var one = Plain.Hash(Make.Password());

        Assert.NotEqual(one.Hash, Plain.Hash(Make.Password()).Hash);
        Assert.Equal((BcryptScheme.Name, PepperRing.FixedId), (one.Scheme, one.Key));
        Assert.StartsWith("$2", one.Hash, StringComparison.Ordinal);
        Assert.Equal("04$", one.Hash[4..7]);
    }

    [Fact]
    public void The_pepper_matters()
    {
        var first = Peppered("one");
        var second = Peppered("two");
        var digest = first.Hash(Make.Password());

        Assert.Equal("one", digest.Key);
        Assert.True(first.Verify(Make.Password(), digest));
        Assert.True(second.Verify(Make.Password(), digest));
        Assert.False(second.Verify(Make.Password(), digest with { Key = "two" }));
        Assert.False(Plain.Verify(Make.Password(), digest with { Key = PepperRing.FixedId }));
    }

    [Fact]
    public void A_pepper_that_is_missing_is_an_error_and_never_a_match() =>
        Assert.Throws<InvalidOperationException>(() => Plain.Verify(Make.Password(), Peppered("one").Hash(Make.Password())));

    [Fact]
    public void A_scheme_that_is_unknown_is_an_error_and_never_a_match() =>
        Assert.Throws<InvalidOperationException>(() => Plain.Verify(Make.Password(), Plain.Hash(Make.Password()) with { Scheme = "plain" }));

    [Fact]
    public void A_stolen_hash_does_not_verify_as_bcrypt_of_the_password()
    {
        var digest = Plain.Hash(Make.Password());

        Assert.False(BCrypt.Net.BCrypt.Verify(Make.Password().Reveal(), digest.Hash));
        Assert.False(BCrypt.Net.BCrypt.EnhancedVerify(Make.Password().Reveal(), digest.Hash));
    }

    [Fact]
    public void A_digest_is_outdated_when_the_cost_or_the_key_has_changed()
    {
        var digest = Plain.Hash(Make.Password());

        Assert.False(Plain.IsOutdated(digest));
        Assert.True(new BcryptScheme(new PepperRing([], null), 5).IsOutdated(digest));
        Assert.True(Peppered("one").IsOutdated(digest));
        Assert.True(Peppered("two").IsOutdated(Peppered("one").Hash(Make.Password())));
        Assert.True(new BcryptScheme(new PepperRing([], null), 14).IsOutdated(digest));
    }

    [Fact]
    public void The_decoy_is_a_hash_that_bcrypt_accepts()
    {
        // What bcrypt refuses as malformed it refuses at once; then "unknown" would be told from "wrong" by its time.
        foreach (var cost in new[] { 4, 5, 6 })
        {
            new BcryptScheme(new PepperRing([], null), cost).VerifyDecoy(Make.Password());
        }
    }

    [Fact]
    public void The_decoy_does_the_work_of_the_cost()
    {
        var scheme = new BcryptScheme(new PepperRing([], null), 10);
        var decoy = Time(() => scheme.VerifyDecoy(Make.Password("another password")));
        var cheap = Time(() => Plain.VerifyDecoy(Make.Password("another password")));

        // Cost 10 is 64 times the work of cost 4; a wide margin keeps a busy machine from deciding.
        Assert.True(decoy / cheap > 8, $"the decoy took {decoy} ms at cost 10 and {cheap} ms at cost 4");
    }

    [Fact]
    public void A_wrong_password_of_a_cheaper_digest_is_made_up_for_to_the_current_cost()
    {
        var old = new BcryptScheme(new PepperRing([], null), 6).Hash(Make.Password());
        var scheme = new BcryptScheme(new PepperRing([], null), 10);
        var wrong = Make.Password("another password");

        // By turns and the fastest of each, so that whatever else computes meanwhile is no matter.
        var (unknown, known) = (double.MaxValue, double.MaxValue);
        for (var round = 0; round < 8; round++)
        {
            unknown = Math.Min(unknown, Time(() => scheme.VerifyDecoy(wrong)));
            known = Math.Min(known, Time(() =>
            {
                Assert.False(scheme.Verify(wrong, old));
                scheme.MakeUpFor(wrong, old);
            }));
        }

        // Without it, 16 times as fast. Costs 6 + 6 + 7 + 8 + 9 are as much work as cost 10.
        Assert.InRange(known / unknown, 0.4, 2.5);
    }

    [Fact]
    public void A_digest_does_not_print_its_hash() => Assert.DoesNotContain("$2", Plain.Hash(Make.Password()).ToString(), StringComparison.Ordinal);

    private static BcryptScheme Peppered(string current) => new(new PepperRing([new("one", First), new("two", Second)], current), 4);

    private static double Time(Action work)
    {
        var began = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
    }
}
