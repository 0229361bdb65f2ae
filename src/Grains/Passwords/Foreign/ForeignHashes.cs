using System.Collections.Frozen;

namespace Members.Grains.Passwords.Foreign;

/// <summary>The forms of hashes of other sites (docs/import.md).</summary>
internal static class ForeignHashes
{
    /// <summary>The schemes under which foreign hashes are kept as they are.</summary>
    public static readonly FrozenSet<string> Schemes = FrozenSet.Create(
        StringComparer.Ordinal, BcryptScheme.ForeignName, "wp-bcrypt", "argon2", "pbkdf2", "scrypt", "firebase-scrypt", "sha-crypt");

    // By what stands between the first two dollars.
    private static readonly FrozenDictionary<string, Func<string, string, ParsedHash>> Forms = Table(
        ("2a 2b 2x 2y", (text, _) => Bcrypt.Parse(text)),
        ("wp", (text, _) => WordPressBcrypt.Parse(text)),
        ("argon2id argon2i argon2d", (text, name) => Argon2.Parse(After(name, text), name)),
        ("pbkdf2 pbkdf2-sha1 pbkdf2-sha224 pbkdf2-sha256 pbkdf2-sha384 pbkdf2-sha512",
            (text, name) => Pbkdf2.Parse(After(name, text), name)),
        ("scrypt", (text, name) => Scrypt.Parse(After(name, text))),
        ("firescrypt", (text, name) => FirebaseScrypt.Parse(After(name, text))),
        ("firescrypt-stream", (text, name) => FirebaseScrypt.ParseKept(After(name, text))),
        ("fbscrypt", (text, name) => FirebaseScrypt.ParseSupabase(After(name, text))),
        ("md5 sha1 sha256 sha512", (text, name) => SaltedDigest.Parse(After(name, text), name)),
        ("hmac-md4 hmac-md5 hmac-sha1 hmac-sha224 hmac-sha256 hmac-sha384 hmac-sha512",
            (text, name) => KeyedDigest.Parse(After(name, text), name)),
        ("1 md5-crypt", (text, name) => Md5Crypt.Parse(After(name, text))),
        ("5 sha256-crypt", (text, name) => ShaCrypt.Parse(After(name, text), '5')),
        ("6 sha512-crypt", (text, name) => ShaCrypt.Parse(After(name, text), '6')),
        ("P H S", (text, _) => Phpass.Parse(text)));

    /// <summary>Parses a hash. Nothing of it is in a fault.</summary>
    public static ParsedHash Parse(string text) => text.StartsWith('$')
        ? text.IndexOf('$', 1) is var end and > 0 && Forms.TryGetValue(text[1..end], out var parse)
            ? parse(text, text[1..end])
            : HashFault.Unknown
        : ParseUnmarked(text);

    // Forms that do not begin with a name between dollars.
    private static ParsedHash ParseUnmarked(string text) =>
        text.StartsWith('{') ? LdapDigest.Parse(text) :
        text.StartsWith("pbkdf2_", StringComparison.Ordinal) ? Pbkdf2.ParseDjango(text) :
        text.StartsWith(":pbkdf2:", StringComparison.Ordinal) ? Pbkdf2.ParseMediaWiki(text) :
        text.Length == 32 && text.All(char.IsAsciiHexDigit) ? SaltedDigest.ParseHex(text) :
        text.IndexOf(':', StringComparison.Ordinal) > 0 && text.All(c => char.IsAsciiHexDigit(c) || c == ':') ? Scrypt.ParseBetterAuth(text)
        : HashFault.Unknown;

    private static string After(string name, string text) => text[(name.Length + 2)..];

    private static FrozenDictionary<string, Func<string, string, ParsedHash>> Table(
        params ReadOnlySpan<(string Names, Func<string, string, ParsedHash> Parse)> rows)
    {
        var table = new Dictionary<string, Func<string, string, ParsedHash>>(StringComparer.Ordinal);
        foreach (var (names, parse) in rows)
        {
            foreach (var name in names.Split(' '))
            {
                table.Add(name, parse);
            }
        }

        return table.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
