using CsCheck;
using Members.Grains.Passwords;
using Members.Grains.Passwords.Foreign;

namespace Members.Tests.Unit.Passwords.Foreign;

public sealed class ForeignHashTests
{
    public static TheoryData<string> Names => [.. ForeignVectors.All.Select(v => v.Name)];

    // All that is computed for one hash, in one test: several take tenths of a second.
    [Theory]
    [MemberData(nameof(Names))]
    public void A_hash_is_the_passwords_and_nobody_elses_in_its_canonical_text_too(string name)
    {
        var (_, text, password) = ForeignVectors.All.Single(v => v.Name == name);
        var hash = Parse(text);
        var canonical = Parse(hash.Text);

        Assert.Equal(hash.Digest, hash.Setting.Digest(password));
        Assert.NotEqual(hash.Digest, hash.Setting.Digest("x" + password[..(password.Length / 2)]));
        Assert.Equal(hash.Text, canonical.Text);
        Assert.Equal(hash.Digest, canonical.Digest);
        Assert.Equal(hash.Setting.GetType(), canonical.Setting.GetType());
        Assert.True(!hash.Setting.IsSlow || ForeignHashes.Schemes.Contains(hash.Setting.Scheme), hash.Setting.Scheme);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_text_without_the_digest_is_read_as_the_same_setting(string name)
    {
        var hash = Parse(ForeignVectors.All.Single(v => v.Name == name).Hash);
        var without = hash.TextWithoutDigest;

        if (!IsBcrypt(hash))
        {
            Assert.DoesNotContain(hash.Text[^16..], without, StringComparison.Ordinal);
            Assert.All(Parse(without).Digest, b => Assert.Equal(0, b));
            Assert.Equal(hash.Text, Parse(without).Setting.Write(hash.Digest));
        }
    }

    [Fact]
    public void What_was_typed_matches_before_what_it_is_in_normalized_form()
    {
        var typed = Parse(Md5("pa\u0308sswort"));
        var composed = Parse(Md5("p\u00e4sswort"));

        Assert.True(typed.Matches(Make.Password("pa\u0308sswort")));
        Assert.True(composed.Matches(Make.Password("pa\u0308sswort")));
        Assert.True(composed.Matches(Make.Password("p\u00e4sswort")));
        Assert.False(typed.Matches(Make.Password("p\u00e4sswort")));
    }

    [Fact]
    public void WordPress_takes_spaces_away_and_directories_do_not()
    {
        var wordPress = Parse("$P$9IQRaTwmfeRo7ud9Fh4E2PdI0S3r.L0");
        var directory = Parse("{SSHA}AZKja92fbuuB9SpRlHqaoXxbTc43Mzc2MDM1Ng==");

        Assert.True(wordPress.Matches(Make.Password(" test12345  ")));
        Assert.True(Parse(Md5("two words")).Matches(Make.Password("two words ")));
        Assert.True(Parse(Md5(" two words")).Matches(Make.Password(" two words")));
        Assert.True(directory.Matches(Make.Password("hashcat")));
        Assert.False(directory.Matches(Make.Password("hashcat ")));
        Assert.False(wordPress.Matches(Make.Password("   ")));
    }

    // The slow ones but bcrypt hash all bytes once.
    [Fact]
    public void Who_ignores_bytes_of_a_long_password_says_so()
    {
        foreach (var setting in ForeignVectors.All.Select(v => Parse(v.Hash).Setting).Where(s => !s.IsSlow || s is Bcrypt))
        {
            var least = (setting.MostBytes ?? 300) - 1;
            var (one, other) = (setting.Digest(new string('a', least) + "ab"), setting.Digest(new string('a', least) + "ac"));
            Assert.True(one.AsSpan().SequenceEqual(other) == setting.MostBytes is not null, setting.GetType().Name);
            Assert.NotEqual(one, setting.Digest(new string('a', least) + "b"));
        }
    }

    [Fact]
    public void What_a_hash_ignores_of_a_password_has_not_matched()
    {
        var setting = Parse("$P$9IQRaTwmfeRo7ud9Fh4E2PdI0S3r.L0").Setting;
        var text = new string('\u00e4', 128);
        var hash = new ForeignHash(setting, setting.Digest(text));
        var schemes = new PasswordSchemes(new PepperRing([], null), 4);

        Assert.True(schemes.Match(Make.Password(text), schemes.Wrap(hash))!.IsWhole);
        Assert.False(schemes.Match(Make.Password(text + "b"), schemes.Wrap(hash))!.IsWhole);
    }

    [Fact]
    public void Bcrypt_ignores_what_follows_72_bytes_and_WordPress_does_not()
    {
        var text = new string('a', 72);
        var bcrypt = Parse(BCrypt.Net.BCrypt.HashPassword(text, 4));
        var inner = (Bcrypt)bcrypt.Setting;
        var wordPress = new WordPressBcrypt(inner);

        Assert.True(bcrypt.Matches(Make.Password(text + " and more")));
        Assert.NotEqual(wordPress.Digest(text), wordPress.Digest(text + " and more"));
    }

    [Fact]
    public void A_guess_as_long_as_can_be_costs_no_more_where_each_round_hashes_it() => Assert.All(
        ["$P$984478476IagS59wHZvyQMArzfx58u.", "$6$52450745$" + new string('.', 86), "$1$28772684$" + new string('.', 22)],
        text => Assert.Equal(
            Parse(text).Setting.Digest(new string('a', 256)), Parse(text).Setting.Digest(new string('a', 256) + new string('b', 700))));

    [Fact]
    public void Nothing_prints_a_hash() => Assert.All(ForeignVectors.All, v =>
    {
        var parsed = ForeignHashes.Parse(v.Hash);
        Assert.DoesNotContain(v.Hash[^8..], $"{parsed} {parsed.Hash}", StringComparison.Ordinal);
    });

    // A file of an import may be cut, mangled by a spreadsheet or made to harm.
    [Fact]
    public void Whatever_a_hash_is_damaged_to_it_is_a_hash_or_a_fault_that_tells_nothing_of_it()
    {
        var characters = Gen.Char["$,=:{}.+/ \0aZ09\u00e4\u2028"];
        var damaged = Gen.Select(
            Gen.Int[0, ForeignVectors.All.Count - 1], Gen.Int[0, 5], Gen.Int[0, 400], characters, Gen.Int[0, 400]);
        damaged.Sample(
            (which, kind, at, character, other) =>
            {
                var whole = ForeignVectors.All[which].Hash;
                var text = Damage(whole, kind, at % (whole.Length + 1), character, other % (whole.Length + 1));
                var parsed = ForeignHashes.Parse(text);
                Assert.True(parsed.Hash is null != (parsed.Fault is null));
                if (parsed.Fault is { } fault)
                {
                    Assert.EndsWith(".", fault.Sentence, StringComparison.Ordinal);
                    Assert.DoesNotContain(Pieces(text), p => fault.Sentence.Contains(p, StringComparison.Ordinal));
                }
                else
                {
                    Assert.Equal(parsed.Hash!.Text, Parse(parsed.Hash.Text).Text);
                    Assert.True(
                        IsBcrypt(parsed.Hash) || Parse(parsed.Hash.TextWithoutDigest).TextWithoutDigest == parsed.Hash.TextWithoutDigest);
                }
            },
            iter: 5_000);
    }

    private static ForeignHash Parse(string text)
    {
        var parsed = ForeignHashes.Parse(text);
        Assert.Null(parsed.Fault);
        return parsed.Hash!;
    }

    // Its digest is text, and is never left out.
    private static bool IsBcrypt(ForeignHash hash) => hash.Setting is Bcrypt or WordPressBcrypt;

    private static string Md5(string text) =>
        Convert.ToHexStringLower(DigestFunction.Of("md5").Hash(System.Text.Encoding.UTF8.GetBytes(text)));

    private static string Damage(string text, int kind, int at, char character, int other) => kind switch
    {
        0 => text[..at],
        1 => text[at..],
        2 => text.Insert(at, character.ToString()),
        3 when at < text.Length => text.Remove(at, 1),
        4 when at < text.Length => text.Remove(at, 1).Insert(at, character.ToString()),
        _ => text[..Math.Min(at, other)] + text[Math.Max(at, other)..],
    };

    // Eight characters in a row would be a sixth of a digest. The name of an algorithm may be told.
    private static IEnumerable<string> Pieces(string text) => Enumerable.Range(0, Math.Max(0, text.Length - 7))
        .Select(i => text.Substring(i, 8))
        .Where(p => !"md5-crypt".Contains(p, StringComparison.Ordinal));
}
