using System.Security.Cryptography;
using System.Text;

namespace Members.Grains.Passwords.Foreign;

/// <summary>
/// WordPress since 6.8 (<c>$wp$2y$…</c>): bcrypt over Base64(HMAC-SHA-384(<c>wp-sha384</c>, password)), so that no byte is ignored.
/// </summary>
internal sealed class WordPressBcrypt(Bcrypt bcrypt) : HashSetting
{
    private const string Prefix = "$wp";

    private static readonly byte[] Key = "wp-sha384"u8.ToArray();

    /// <inheritdoc/>
    public override string Scheme => "wp-bcrypt";

    /// <inheritdoc/>
    public override bool IsSlow => true;

    /// <inheritdoc/>
    public override bool IgnoresSpacesAround => true;

    public static ParsedHash Parse(string text)
    {
        var parsed = Bcrypt.Parse(text[Prefix.Length..]);
        return parsed.Hash is { } inner ? new ForeignHash(new WordPressBcrypt((Bcrypt)inner.Setting), inner.Digest) : parsed;
    }

    /// <inheritdoc/>
    public override byte[] Digest(string password) =>
        bcrypt.Digest(Convert.ToBase64String(HMACSHA384.HashData(Key, Encoding.UTF8.GetBytes(password))));

    /// <inheritdoc/>
    public override string Write(byte[] digest) => Prefix + bcrypt.Write(digest);
}
