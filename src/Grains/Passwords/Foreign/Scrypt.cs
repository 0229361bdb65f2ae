using System.Text;

namespace Members.Grains.Passwords.Foreign;

/// <summary>scrypt (RFC 7914): <c>$scrypt$ln=14,r=8,p=1$salt$digest</c>. Ory Kratos writes N itself as <c>ln</c>.</summary>
internal sealed class Scrypt(ScryptCosts costs, byte[] salt, int length) : HashSetting
{
    /// <inheritdoc/>
    public override string Scheme => "scrypt";

    /// <inheritdoc/>
    public override bool IsSlow => costs.IsSlow;

    /// <param name="text">What follows the name.</param>
    public static ParsedHash Parse(string text)
    {
        var fields = new HashFields(text);
        var costs = fields.Parameters("ln", "r", "p");
        var read = ScryptCosts.Read(fields, costs.GetValueOrDefault("ln"), costs.GetValueOrDefault("r"), costs.GetValueOrDefault("p"));
        return Make(fields, read, fields.Bytes("the salt"), fields.Digest());
    }

    /// <summary>better-auth: salt and digest in hexadecimal, with a colon between; the salt is hashed as the text that it is.</summary>
    public static ParsedHash ParseBetterAuth(string text)
    {
        var fields = new HashFields(text, ':');
        var salt = Encoding.ASCII.GetBytes(fields.Next());
        var digest = fields.Next();
        fields.RefuseIf(digest.Length % 2 != 0, HashFault.CutShort("the digest ends in the middle of a byte"));
        var bytes = digest.Length % 2 == 0 && digest.All(char.IsAsciiHexDigit) ? Convert.FromHexString(digest) : [];
        return Make(fields, new ScryptCosts(14, 16, 1), salt, fields.Digest(bytes, 64));
    }

    /// <inheritdoc/>
    public override byte[] Digest(string password) => costs.Derive(password, salt, length);

    /// <inheritdoc/>
    public override string Write(byte[] digest) => $"$scrypt${costs}${RawBase64.Of(salt)}${RawBase64.Of(digest)}";

    private static ParsedHash Make(HashFields fields, ScryptCosts costs, byte[] salt, byte[] digest) =>
        fields.Make(() => new ForeignHash(new Scrypt(costs, salt, digest.Length), digest));
}
