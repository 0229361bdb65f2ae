using System.Text;

namespace Members.Grains.Passwords.Foreign;

/// <summary>
/// One digest of a text that password and salt are put into, as Ory Kratos writes it: <c>$sha256$pf=template$salt$digest</c>, all in
/// Base64, with a template such as <c>{SALT}{PASSWORD}</c>. Without a template it is a digest of the password alone.
/// </summary>
internal sealed class SaltedDigest(DigestFunction function, string template, byte[] salt) : HashSetting
{
    private const string Password = "{PASSWORD}", Salt = "{SALT}", TemplateName = "pf=";
    private const int MostTemplate = 256, MostPasswords = 4;

    /// <inheritdoc/>
    public override string Scheme => "digest";

    /// <inheritdoc/>
    public override bool IsSlow => false;

    /// <summary>As the oldest hashes of WordPress are, which are the MD5 of a password.</summary>
    public override bool IgnoresSpacesAround => template == Password;

    /// <param name="text">What follows the name.</param>
    /// <param name="name">The name of the function.</param>
    public static ParsedHash Parse(string text, string name)
    {
        var (fields, function) = (new HashFields(text), DigestFunction.Of(name));
        var (template, salt) = (Password, Array.Empty<byte>());
        if (fields.Count > 1)
        {
            template = Template(fields);
            salt = fields.Bytes("the salt");
        }

        var digest = fields.Digest(function.Length);
        return fields.Make(() => new ForeignHash(new SaltedDigest(function, template, salt), digest));
    }

    /// <summary>MD5 in hexadecimal.</summary>
    public static ParsedHash ParseHex(string text) =>
        new ForeignHash(new SaltedDigest(DigestFunction.Of("md5"), Password, []), Convert.FromHexString(text));

    /// <inheritdoc/>
    public override byte[] Digest(string password)
    {
        var (bytes, text) = (Encoding.UTF8.GetBytes(password), new List<byte>());
        for (var rest = template.AsSpan(); rest.Length > 0;)
        {
            var (part, length) = rest.StartsWith(Password, StringComparison.Ordinal) ? (bytes, Password.Length)
                : rest.StartsWith(Salt, StringComparison.Ordinal) ? (salt, Salt.Length)
                : (null, rest[1..].IndexOf('{') is var at and >= 0 ? at + 1 : rest.Length);
            text.AddRange(part ?? Encoding.UTF8.GetBytes(rest[..length].ToString()));
            rest = rest[length..];
        }

        return function.Hash([.. text]);
    }

    /// <inheritdoc/>
    public override string Write(byte[] digest) => template == Password
        ? $"${function.Name}${Convert.ToBase64String(digest)}"
        : $"${function.Name}${TemplateName}{Convert.ToBase64String(Encoding.UTF8.GetBytes(template))}"
            + $"${Convert.ToBase64String(salt)}${Convert.ToBase64String(digest)}";

    private static string Template(HashFields fields)
    {
        var field = fields.Next();
        var isNamed = field.StartsWith(TemplateName, StringComparison.Ordinal);
        fields.RefuseIf(!isNamed, HashFault.Damaged("it does not say how salt and password were put together (pf=)"));
        var template = Encoding.UTF8.GetString(isNamed ? fields.Bytes(field[TemplateName.Length..], "pf") : []);
        fields.RefuseIf(
            template.Length > MostTemplate || template.Split(Password).Length is < 2 or > MostPasswords + 1 || template.Contains('\ufffd'),
            HashFault.Damaged("pf does not say where the password goes"));
        return template;
    }
}
