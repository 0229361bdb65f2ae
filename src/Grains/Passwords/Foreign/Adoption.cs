using Members.Import;

namespace Members.Grains.Passwords.Foreign;

/// <summary>What becomes of the hash of an import.</summary>
internal abstract record Adoption
{
    private Adoption()
    {
    }

    /// <summary>Decides it. Nothing is computed here that takes time.</summary>
    public static Adoption Of(PortableHash hash, PepperRing peppers)
    {
        var adoption = Known(hash, peppers);
        var digest = adoption switch
        {
            Kept kept => kept.Digest,
            ToWrap wrap => PasswordSchemes.Shape(wrap.Hash, peppers),
            _ => null,
        };

        // What is stored has to fit into an export again.
        return digest is null || OwnHash.CanWrite(digest) ? adoption : new Refused(HashFault.TooLong);
    }

    private static Adoption Known(PortableHash hash, PepperRing peppers)
    {
        var text = hash.Reveal();
        if (OwnHash.IsOne(text))
        {
            return OwnHash.Parse(text, peppers);
        }

        var parsed = ForeignHashes.Parse(text);
        return parsed.Hash is not { } foreign ? new Refused(parsed.Fault!)
            : foreign.Setting.IsSlow ? new Kept(new PasswordDigest(foreign.Setting.Scheme, PepperRing.FixedId, foreign.Text))
            : new ToWrap(foreign);
    }

    /// <summary>It is kept as it is.</summary>
    public sealed record Kept(PasswordDigest Digest) : Adoption;

    /// <summary>Guessing it is too quick: it is wrapped, and not kept.</summary>
    public sealed record ToWrap(ForeignHash Hash) : Adoption;

    /// <summary>It cannot be taken over.</summary>
    public sealed record Refused(HashFault Fault) : Adoption;
}
