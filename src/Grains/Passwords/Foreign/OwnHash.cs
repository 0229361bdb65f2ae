using Members.Import;

namespace Members.Grains.Passwords.Foreign;

/// <summary>
/// The digests of Members as text for an export: <c>$hmac-sha384-bcrypt$k=pepper$2a$11$…</c>. It names the pepper, since nobody can check
/// the hash without it. A wrapped digest is followed by the setting of the hash that is wrapped.
/// </summary>
internal static class OwnHash
{
    private const string KeyName = "k=";

    /// <summary>A stored digest as text.</summary>
    public static PortableHash Write(PasswordDigest digest) => PortableHash.TryParse(TextOf(digest), out var hash)
        ? hash
        : throw new InvalidOperationException("A stored password hash is too long for an export.");

    /// <summary>Whether the text of a digest is short enough for an export.</summary>
    public static bool CanWrite(PasswordDigest digest) => PortableHash.TryParse(TextOf(digest), out _);

    /// <summary>Whether a text is one of ours.</summary>
    public static bool IsOne(string text) => SchemeOf(text) is not null;

    /// <summary>The digest of a text of ours.</summary>
    public static Adoption Parse(string text, PepperRing peppers)
    {
        var scheme = SchemeOf(text)!;
        var rest = text[(scheme.Length + 2)..];
        var end = rest.IndexOf('$', StringComparison.Ordinal);
        if (end <= KeyName.Length || !rest.StartsWith(KeyName, StringComparison.Ordinal))
        {
            return new Adoption.Refused(HashFault.Damaged("it does not name its pepper"));
        }

        var (key, hash) = (Uri.UnescapeDataString(rest[KeyName.Length..end]), rest[end..]);
        var fault = Bcrypt.Parse(hash.Length > Bcrypt.Length ? hash[..Bcrypt.Length] : hash).Fault ?? FaultAfter(scheme, hash);
        return fault is not null ? new Adoption.Refused(fault)
            : !peppers.Has(key) ? new Adoption.Refused(HashFault.NoPepper(key))
            : new Adoption.Kept(new PasswordDigest(scheme, key, hash));
    }

    private static string TextOf(PasswordDigest digest) => digest.Scheme is BcryptScheme.Name or PasswordSchemes.Wrapped
        ? $"${digest.Scheme}${KeyName}{Uri.EscapeDataString(digest.Key)}{digest.Hash}"
        : digest.Hash;

    // Of the setting that follows: its sentence may speak of a digest, which are zeros then, and as long.
    private static HashFault? FaultAfter(string scheme, string hash) => scheme == PasswordSchemes.Wrapped
        ? hash.Length > Bcrypt.Length ? ForeignHashes.Parse(hash[Bcrypt.Length..]).Fault : HashFault.PartMissing
        : hash.Length > Bcrypt.Length ? HashFault.Damaged("something follows its end") : null;

    private static string? SchemeOf(string text) => new[] { BcryptScheme.Name, PasswordSchemes.Wrapped }
        .FirstOrDefault(s => text.StartsWith($"${s}$", StringComparison.Ordinal));
}
