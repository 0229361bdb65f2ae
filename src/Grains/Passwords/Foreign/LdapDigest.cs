using System.Text;

namespace Members.Grains.Passwords.Foreign;

/// <summary>
/// Passwords of directories (RFC 2307): <c>{SSHA}</c>, <c>{SSHA256}</c> and <c>{SSHA512}</c>, Base64 of the digest and the salt that was
/// hashed after the password.
/// </summary>
internal sealed class LdapDigest(string name, DigestFunction function, byte[] salt) : HashSetting
{
    /// <inheritdoc/>
    public override string Scheme => "ldap";

    /// <inheritdoc/>
    public override bool IsSlow => false;

    public static ParsedHash Parse(string text)
    {
        var end = text.IndexOf('}', StringComparison.Ordinal);
        var name = end > 0 ? text[1..end].ToUpperInvariant() : "";
        var function = name switch
        {
            "SSHA" => "sha1",
            "SSHA256" => "sha256",
            "SSHA512" => "sha512",
            _ => null,
        };
        if (function is null)
        {
            return HashFault.Unknown;
        }

        var fields = new HashFields(text[(end + 1)..]);
        var (bytes, known) = (fields.Bytes("the digest"), DigestFunction.Of(function));
        fields.RefuseIf(bytes.Length <= known.Length, HashFault.CutShort("the digest is not followed by a salt"));
        return fields.Make(() => new ForeignHash(new LdapDigest(name, known, bytes[known.Length..]), bytes[..known.Length]));
    }

    /// <inheritdoc/>
    public override byte[] Digest(string password) => function.Hash([.. Encoding.UTF8.GetBytes(password), .. salt]);

    /// <inheritdoc/>
    public override string Write(byte[] digest) => $"{{{name}}}{Convert.ToBase64String([.. digest, .. salt])}";
}
