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
    public void A_scheme_that_is_unknown_is_an_error_and_never_a_match()
    {
        var unknown = Plain.Hash(Make.Password()) with { Scheme = "plain" };

        Assert.Throws<InvalidOperationException>(() => Plain.Verify(Make.Password(), unknown));
    }

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
        var decoy = Fastest(() => scheme.VerifyDecoy(Make.Password("another password")));
        var cheap = Fastest(() => Plain.VerifyDecoy(Make.Password("another password")));

        // Cost 10 is 64 times the work of cost 4; a wide margin and the fastest of several keep a busy machine from deciding.
        Assert.True(decoy / cheap > 8, $"the decoy took {decoy} ms at cost 10 and {cheap} ms at cost 4");
    }

    [Theory]
    [InlineData(4)]
    [InlineData(6)]
    [InlineData(9)]
    [InlineData(10)]
    public void A_wrong_password_of_a_cheaper_digest_is_made_up_for_to_the_current_cost(int made)
    {
        var scheme = new BcryptScheme(new PepperRing([], null), 10);
        var missing = scheme.MissingCosts(Make.Digest($"$2a${made:D2}$"));

        // Counted and not timed: a cost is as many rounds as two to its power.
        Assert.Equal(1 << 10, (1 << made) + missing.Sum(c => 1 << c));
    }

    [Theory]
    [InlineData("$2a$12$")]
    [InlineData("$2a$xx$")]
    [InlineData("")]
    public void Nothing_is_made_up_for_a_dearer_or_a_damaged_digest(string hash) =>
        Assert.Empty(new BcryptScheme(new PepperRing([], null), 10).MissingCosts(Make.Digest(hash)));

    [Fact]
    public void What_is_made_up_for_is_really_done()
    {
        var (scheme, wrong) = (new BcryptScheme(new PepperRing([], null), 10), Make.Password("another password"));
        var (madeUp, cheap) = (Fastest(() => scheme.MakeUpFor(wrong, Make.Digest("$2a$06$xxx"))), Fastest(() => Plain.VerifyDecoy(wrong)));

        // 60 times the work; a wide margin keeps a busy machine from deciding.
        Assert.True(madeUp / cheap > 6, $"making up took {madeUp} ms, one decoy of cost 4 {cheap} ms");
    }

    [Fact]
    public void A_digest_does_not_print_its_hash() =>
        Assert.DoesNotContain("$2", Plain.Hash(Make.Password()).ToString(), StringComparison.Ordinal);

    private static BcryptScheme Peppered(string current) => new(new PepperRing([new("one", First), new("two", Second)], current), 4);

    // Of five times in milliseconds: what else the machine does makes some of them longer, and none shorter.
    private static double Fastest(Action work) => Enumerable.Range(0, 5).Min(_ =>
    {
        var began = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
    });
}
