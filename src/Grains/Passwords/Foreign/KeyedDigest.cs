using System.Text;

namespace Members.Grains.Passwords.Foreign;

/// <summary>
/// HMAC of the password under a key, as Ory Kratos writes it: <c>$hmac-sha256$digest$key</c>, Base64 of the digest in hexadecimal, and
/// Base64 of the key.
/// </summary>
internal sealed class KeyedDigest(DigestFunction function, byte[] key) : HashSetting
{
    private const string Prefix = "hmac-";

    /// <inheritdoc/>
    public override string Scheme => "hmac";

    /// <inheritdoc/>
    public override bool IsSlow => false;

    /// <param name="text">What follows the name.</param>
    /// <param name="name">The name with the function.</param>
    public static ParsedHash Parse(string text, string name)
    {
        var (fields, function) = (new HashFields(text), DigestFunction.Of(name[Prefix.Length..]));
        var hex = Encoding.UTF8.GetString(fields.Bytes("the digest"));
        var isHex = hex.All(char.IsAsciiHexDigit);
        fields.RefuseIf(!isHex, HashFault.Damaged("the digest is not Base64 of hexadecimal digits"));
        fields.RefuseIf(hex.Length % 2 != 0, HashFault.CutShort("the digest ends in the middle of a byte"));
        var digest = fields.Digest(isHex && hex.Length % 2 == 0 ? Convert.FromHexString(hex) : [], function.Length);
        var key = fields.Bytes("the key");
        return fields.Make(() => new ForeignHash(new KeyedDigest(function, key), digest));
    }

    /// <inheritdoc/>
    public override byte[] Digest(string password) => function.Mac(key, Encoding.UTF8.GetBytes(password));

    /// <inheritdoc/>
    public override string Write(byte[] digest) =>
        $"${Prefix}{function.Name}${Convert.ToBase64String(Encoding.ASCII.GetBytes(Convert.ToHexStringLower(digest)))}"
        + $"${Convert.ToBase64String(key)}";
}
