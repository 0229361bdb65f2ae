using Members.Grains.Passwords.Foreign;
using Members.Secrets;

namespace Members.Grains.Passwords;

/// <summary>Every scheme that a stored digest may have: ours, those of other sites, and those of other sites wrapped in ours.</summary>
internal sealed class PasswordSchemes(PepperRing peppers, int cost)
{
    /// <summary>
    /// The scheme of a foreign hash that would be too quick to guess: ours over Base64 of the foreign digest. What is stored is our bcrypt
    /// text, followed by the foreign hash with zeros in its digest's place, so that the quick digest is nowhere kept.
    /// </summary>
    public const string Wrapped = "hmac-sha384-bcrypt-of";

    private readonly BcryptScheme _own = new(peppers, cost);

    /// <summary>Hashes with the current cost and pepper.</summary>
    public PasswordDigest Hash(PlainPassword password) => _own.Hash(password);

    /// <summary>Wraps a foreign hash with the current cost and pepper.</summary>
    public PasswordDigest Wrap(ForeignHash hash)
    {
        var digest = _own.Hash(Convert.ToBase64String(hash.Digest), Wrapped);
        return digest with { Hash = digest.Hash + hash.TextWithoutDigest };
    }

    /// <summary>A digest as long as <see cref="Wrap"/> makes of a hash, without the work.</summary>
    public static PasswordDigest Shape(ForeignHash hash, PepperRing peppers) =>
        new(Wrapped, peppers.Current.Id, new string('.', Bcrypt.Length) + hash.TextWithoutDigest);

    /// <summary>What of the password matches the digest; null when it does not.</summary>
    /// <exception cref="InvalidOperationException">The digest's pepper is not configured, or its scheme is unknown.</exception>
    /// <exception cref="FormatException">The digest is damaged.</exception>
    public MatchedPassword? Match(PlainPassword password, PasswordDigest digest) => digest.Scheme switch
    {
        Wrapped => MatchWrapped(password, digest),
        var scheme when ForeignHashes.Schemes.Contains(scheme) => Parse(digest.Hash).Match(password),
        _ => _own.Verify(password, digest) ? new(password, IsWhole: true) : null,
    };

    /// <summary>Does the work of a check without a digest, so that an unknown member takes as long as a wrong password.</summary>
    public void VerifyDecoy(PlainPassword password) => _own.VerifyDecoy(password);

    /// <summary>Makes up for the lower cost of a bcrypt digest that did not match (<see cref="BcryptScheme.MissingCosts"/>).</summary>
    public void MakeUpFor(PlainPassword password, PasswordDigest digest) => _own.MakeUpFor(password, digest);

    /// <summary>Whether a digest was made with other settings, or elsewhere, and should be renewed.</summary>
    public bool IsOutdated(PasswordDigest digest) => _own.IsOutdated(digest);

    /// <summary>Whether checking a digest may take another time than checking ours.</summary>
    public bool TakesAnotherTime(PasswordDigest digest) => digest.Scheme != BcryptScheme.Name || _own.IsDearer(digest);

    private MatchedPassword? MatchWrapped(PlainPassword password, PasswordDigest digest)
    {
        var (bcrypt, setting) = digest.Hash.Length > Bcrypt.Length
            ? (digest.Hash[..Bcrypt.Length], Parse(digest.Hash[Bcrypt.Length..]).Setting)
            : throw new FormatException("A wrapped hash is cut short.");
        return TypedForms.Match(
            password, setting, text => _own.Verify(Convert.ToBase64String(setting.Digest(text)), digest.Key, bcrypt));
    }

    private static ForeignHash Parse(string text)
    {
        var parsed = ForeignHashes.Parse(text);
        return parsed.Hash ?? throw new FormatException(parsed.Fault?.Sentence);
    }
}
