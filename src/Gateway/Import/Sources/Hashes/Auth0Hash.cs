using System.Numerics;
using System.Text;
using System.Text.Json;
using Members.Gateway.Import.Sources.Reading;

namespace Members.Gateway.Import.Sources.Hashes;

/// <summary>
/// The <c>custom_password_hash</c> of Auth0's import schema
/// (https://auth0.com/docs/manage-users/user-migration/bulk-user-import-schema).
/// </summary>
internal static class Auth0Hash
{
    /// <summary>The canonical text; null when it is not understood.</summary>
    public static string? Canonical(JsonElement custom)
    {
        var value = custom.Text("hash", "value");
        if (value is null || (custom.Text("password", "encoding") ?? "utf8") != "utf8")
        {
            return null;
        }

        return custom.Text("algorithm") switch
        {
            "bcrypt" or "argon2" or "ldap" => value,
            "pbkdf2" => Pbkdf2(value),
            "md5" or "sha1" or "sha256" or "sha512" => Digest(custom, custom.Text("algorithm")!),
            "hmac" => Hmac(custom),
            "scrypt" => Scrypt(custom),
            _ => null,
        };
    }

    // A PHC string, in which the parameters may be left out.
    private static string? Pbkdf2(string value)
    {
        if (value.Split('$') is not ["", var name, .. var middle, var salt, var hash] || middle.Length > 1)
        {
            return null;
        }

        var parameters = middle.FirstOrDefault("").Split(',').Select(p => p.Split('=')).Where(p => p.Length == 2).ToList();
        string Of(string key, string otherwise) => parameters.FirstOrDefault(p => p[0] == key)?[1] ?? otherwise;
        return $"${name}$i={Of("i", "100000")},l={Of("l", "64")}${salt.TrimEnd('=')}${hash.TrimEnd('=')}";
    }

    private static string? Digest(JsonElement custom, string algorithm)
    {
        if (Bytes(custom.At("hash"), null) is not { } hash)
        {
            return null;
        }

        if (custom.At("salt") is not { } given)
        {
            return algorithm == "md5" ? $"$md5${Convert.ToBase64String(hash)}" : Salted(algorithm, "{PASSWORD}", [], hash);
        }

        var form = (given.Text("position") ?? "prefix") switch
        {
            "prefix" => "{SALT}{PASSWORD}",
            "suffix" => "{PASSWORD}{SALT}",
            _ => null,
        };
        return form is not null && Bytes(given, "utf8") is { } salt ? Salted(algorithm, form, salt, hash) : null;
    }

    private static string Salted(string algorithm, string form, byte[] salt, byte[] hash) =>
        $"${algorithm}$pf={Convert.ToBase64String(Encoding.ASCII.GetBytes(form))}"
        + $"${Convert.ToBase64String(salt)}${Convert.ToBase64String(hash)}";

    // The canonical form holds the Base64 of the digest's hexadecimal digits.
    private static string? Hmac(JsonElement custom) =>
        Bytes(custom.At("hash"), null) is { } hash
        && Bytes(custom.At("hash", "key"), "utf8") is { } key
        && custom.Text("hash", "digest") is "md4" or "md5" or "sha1" or "sha224" or "sha256" or "sha384" or "sha512"
            ? $"$hmac-{custom.Text("hash", "digest")}${Convert.ToBase64String(Encoding.ASCII.GetBytes(Convert.ToHexStringLower(hash)))}"
                + $"${Convert.ToBase64String(key)}"
            : null;

    private static string? Scrypt(JsonElement custom)
    {
        var cost = Number(custom, "cost", 16384);
        var parameters = $"ln={BitOperations.Log2(cost)},r={Number(custom, "blockSize", 8)},p={Number(custom, "parallelization", 1)}";
        return Bytes(custom.At("hash"), null) is { } hash
            && Bytes(custom.At("salt"), "utf8") is { } salt
            && Number(custom, "keylen", hash.Length) == hash.Length
            && BitOperations.IsPow2(cost)
                ? $"$scrypt${parameters}${Convert.ToBase64String(salt)}${Convert.ToBase64String(hash)}"
                : null;
    }

    private static uint Number(JsonElement custom, string name, long otherwise) => custom.Text(name) is not { } text
        ? (uint)otherwise
        : uint.TryParse(text, out var number) ? number : 0;

    private static byte[]? Bytes(JsonElement? holder, string? usual)
    {
        var value = holder?.Text("value");
        return (holder?.Text("encoding") ?? usual) switch
        {
            "hex" => Base64Text.HexBytes(value),
            "base64" => Base64Text.Bytes(value),
            "utf8" => value is null ? null : Encoding.UTF8.GetBytes(value),
            _ => null,
        };
    }
}
