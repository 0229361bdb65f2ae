using Members.Grains.Accounts;
using Members.Grains.Passwords;
using Members.Grains.Passwords.Foreign;
using Members.Import;
using Members.Outcomes;

namespace Members.Tests.Unit.Passwords.Foreign;

public sealed class AdoptionTests
{
    private const string Signer = "jxspr8Ki0RYycVU8zykbdLGjFQ3McFUH0uiiTvC8pVMXAn210wjLNmdZJzxUECKbm0QsEmYUSDzZvpjeJ9WmXA==";

    private static readonly PepperRing Fixed = new([], null), Peppered = new([new("one", new string('1', 32))], "one");

    public static TheoryData<string> Quick => [.. ForeignVectors.All
        .Where(v => Adoption.Of(Hash(v.Hash), Fixed) is Adoption.ToWrap).Select(v => v.Name)];

    public static TheoryData<string> Slow => [.. ForeignVectors.All
        .Where(v => Adoption.Of(Hash(v.Hash), Fixed) is Adoption.Kept).Select(v => v.Name)];

    [Theory]
    [MemberData(nameof(Quick))]
    public void What_is_quick_to_guess_is_wrapped_and_its_digest_is_nowhere_kept(string name)
    {
        var (_, text, password) = ForeignVectors.All.Single(v => v.Name == name);
        var foreign = ForeignHashes.Parse(text).Hash!;
        var schemes = new PasswordSchemes(Peppered, 4);
        var digest = schemes.Wrap(foreign);

        Assert.Equal((PasswordSchemes.Wrapped, "one"), (digest.Scheme, digest.Key));
        Assert.NotNull(schemes.Match(Make.Password(password), digest));
        Assert.Null(schemes.Match(Make.Password("another one"), digest));
        Assert.True(schemes.IsOutdated(digest));
        Assert.Throws<InvalidOperationException>(() => new PasswordSchemes(Fixed, 4).Match(Make.Password(password), digest));
        foreach (var written in new[] { Convert.ToBase64String(foreign.Digest), Convert.ToHexString(foreign.Digest) })
        {
            Assert.DoesNotContain(written[..12], digest.Hash, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Theory]
    [MemberData(nameof(Slow))]
    public void What_is_slow_to_guess_is_kept_in_its_canonical_text(string name)
    {
        var (_, text, password) = ForeignVectors.All.Single(v => v.Name == name);
        var digest = Assert.IsType<Adoption.Kept>(Adoption.Of(Hash(text), Fixed)).Digest;
        var schemes = new PasswordSchemes(Peppered, 4);

        Assert.NotNull(schemes.Match(Make.Password(password), digest));
        Assert.True(schemes.IsOutdated(digest));
        Assert.Equal(ForeignHashes.Parse(text).Hash!.Text, digest.Hash);
        Assert.Contains(digest.Scheme, ForeignHashes.Schemes.ToArray());
        Assert.DoesNotContain(digest.Hash, digest.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Each_kind_is_among_the_quick_or_the_slow()
    {
        Assert.Equal(ForeignVectors.All.Count, Quick.Count + Slow.Count);
        Assert.Equal(
            "argon2 bcrypt firebase-scrypt pbkdf2 scrypt sha-crypt wp-bcrypt",
            string.Join(' ', ForeignVectors.All.Select(v => ForeignHashes.Parse(v.Hash).Hash!.Setting)
                .Where(s => s.IsSlow).Select(s => s.Scheme).Distinct().Order(StringComparer.Ordinal)));
    }

    [Fact]
    public void Cheap_settings_of_a_slow_algorithm_are_wrapped() => Assert.All(
        [
            "$argon2id$v=19$m=32,t=3,p=2$SFVpOWJ0eXhjRzVkdGN1RQ$RXnb8rh7LaDcn07xsssqqulZYXOM/EUCEFMVcAcyYVk",
            "$pbkdf2-sha256$i=99999$c29tZXNhbHRzb21lc2FsdA$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
            "$scrypt$ln=13,r=8,p=1$c29tZXNhbHRzb21lc2FsdA$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
        ],
        text => Assert.IsType<Adoption.ToWrap>(Adoption.Of(Hash(text), Fixed)));

    // Whoever has it can check guesses against all hashes of the old site, and it is the same in each row.
    [Fact]
    public void The_signer_key_of_a_Firebase_site_is_in_no_members_record()
    {
        var vector = ForeignVectors.All.Single(v => v.Name == "Firebase (official)");
        var digest = Assert.IsType<Adoption.Kept>(Adoption.Of(Hash(vector.Hash), Fixed)).Digest;

        Assert.DoesNotContain(Signer[..20], digest.Hash, StringComparison.Ordinal);
        Assert.DoesNotContain(Signer[..20], OwnHash.Write(digest).Reveal(), StringComparison.Ordinal);
        Assert.StartsWith("$firescrypt-stream$ln=14,r=8,p=1$42xEC+ixf3L2lwc$", digest.Hash, StringComparison.Ordinal);
        Assert.NotNull(new PasswordSchemes(Fixed, 4).Match(Make.Password("user1password"), digest));
    }

    [Fact]
    public void An_export_that_is_imported_gives_the_same_digest()
    {
        var schemes = new PasswordSchemes(Peppered, 4);
        var adopted = ForeignVectors.All.Select(v => Adoption.Of(Hash(v.Hash), Fixed)).ToList();
        var quick = adopted.OfType<Adoption.ToWrap>().Select(a => schemes.Wrap(a.Hash));
        var slow = adopted.OfType<Adoption.Kept>().Select(a => a.Digest);

        Assert.All([schemes.Hash(Make.Password()), .. quick, .. slow], digest =>
        {
            var again = Adoption.Of(OwnHash.Write(digest), Peppered);
            Assert.Equal(digest, Assert.IsType<Adoption.Kept>(again).Digest);
        });
        var own = OwnHash.Write(schemes.Hash(Make.Password())).Reveal();
        Assert.StartsWith("$hmac-sha384-bcrypt$k=one$2a$04$", own, StringComparison.Ordinal);
    }

    // The canonical salt is longer than Django's, and what is wrapped has our hash before it.
    [Theory]
    [InlineData(1_000)]
    [InlineData(600_000)]
    public void What_can_be_adopted_can_be_exported_again(int iterations)
    {
        var faults = new List<string?>();
        for (var length = 560; length < 800; length += 4)
        {
            var text = $"pbkdf2_sha256${iterations}${new string('s', length)}${Convert.ToBase64String(new byte[32])}";
            var adopted = Adoption.Of(Hash(text), Peppered);
            faults.Add((adopted as Adoption.Refused)?.Fault.Code);
            if (faults[^1] is null)
            {
                OwnHash.Write(adopted is Adoption.ToWrap wrap
                    ? new PasswordSchemes(Peppered, 4).Wrap(wrap.Hash)
                    : ((Adoption.Kept)adopted).Digest);
            }
        }

        Assert.Equal([null, "HASH_TOO_LONG"], faults.Distinct());
    }

    [Fact]
    public void A_pepper_may_have_any_name()
    {
        var ring = new PepperRing([new("our $2a$ pepper: 50 %", new string('1', 32))], "our $2a$ pepper: 50 %");
        var digest = new PasswordSchemes(ring, 4).Hash(Make.Password());

        Assert.Equal(digest, Assert.IsType<Adoption.Kept>(Adoption.Of(OwnHash.Write(digest), ring)).Digest);
    }

    [Fact]
    public void An_export_whose_pepper_is_not_here_is_refused_with_its_name()
    {
        var text = OwnHash.Write(new PasswordSchemes(Peppered, 4).Hash(Make.Password()));
        var fault = Assert.IsType<Adoption.Refused>(Adoption.Of(text, Fixed)).Fault;

        Assert.Equal("PEPPER_MISSING", fault.Code);
        Assert.Contains("the pepper 'one'", fault.Sentence, StringComparison.Ordinal);
        Assert.Contains("Members:Peppers:one", fault.Sentence, StringComparison.Ordinal);
        Assert.Equal(new Violation("password", fault.Code, fault.Sentence), fault.ToViolation());
    }

    [Theory]
    [InlineData("$hmac-sha384-bcrypt$")]
    [InlineData("$hmac-sha384-bcrypt$k=")]
    [InlineData("$hmac-sha384-bcrypt$k=fixed")]
    [InlineData("$hmac-sha384-bcrypt$k=fixed$2a$04$")]
    [InlineData("$hmac-sha384-bcrypt$k=fixed$2a$17$vVz26aE3xkpSS9HFgafcH.M0Ina2tRm.Kp08WcVfjipXccGakj6i.")]
    [InlineData("$hmac-sha384-bcrypt$k=fixed$2a$10$vVz26aE3xkpSS9HFgafcH.M0Ina2tRm.Kp08WcVfjipXccGakj6i.$md5$AAAA")]
    [InlineData("$hmac-sha384-bcrypt$2a$10$vVz26aE3xkpSS9HFgafcH.M0Ina2tRm.Kp08WcVfjipXccGakj6i.")]
    [InlineData("$hmac-sha384-bcrypt-of$k=fixed$2a$10$vVz26aE3xkpSS9HFgafcH.M0Ina2tRm.Kp08WcVfjipXccGakj6i.")]
    [InlineData("$hmac-sha384-bcrypt-of$k=fixed$2a$10$vVz26aE3xkpSS9HFgafcH.M0Ina2tRm.Kp08WcVfjipXccGakj6i.$md5$AAAA")]
    [InlineData("$hmac-sha384-bcrypt-of$k=fixed$2a$10$vVz26aE3xkpSS9HFgafcH.M0Ina2tRm.Kp08WcVfjipXccGakj6i.hunter2")]
    public void A_damaged_export_is_refused(string text)
    {
        var fault = Assert.IsType<Adoption.Refused>(Adoption.Of(Hash(text), Fixed)).Fault;
        Assert.DoesNotContain("vVz26aE3", fault.Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(BcryptScheme.Name, 2)]
    [InlineData(BcryptScheme.ForeignName, 2)]
    [InlineData("argon2", 6)]
    [InlineData(PasswordSchemes.Wrapped, 6)]
    public void A_silo_that_does_not_know_the_scheme_leaves_the_record_alone(string scheme, int schema)
    {
        var record = Make.Member() with { Credentials = Credentials.None with { Password = Make.Digest() with { Scheme = scheme } } };

        Assert.Equal(schema, record.NeededSchema());
        Assert.Equal(6, record.KnownSchema());
    }

    private static PortableHash Hash(string text) =>
        PortableHash.TryParse(text, out var hash) ? hash : throw new FormatException("Too long.");
}
