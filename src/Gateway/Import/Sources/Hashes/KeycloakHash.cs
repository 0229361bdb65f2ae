using System.Text.Json;
using Members.Gateway.Import.Sources.Reading;

namespace Members.Gateway.Import.Sources.Hashes;

/// <summary>The credential of a Keycloak user: two texts that hold JSON.</summary>
internal static class KeycloakHash
{
    /// <summary>The canonical text; null when it is not understood.</summary>
    public static string? Canonical(JsonElement credential)
    {
        var secret = ForeignJson.Parse(credential.Text("secretData"));
        var data = ForeignJson.Parse(credential.Text("credentialData"));
        var (value, algorithm) = (secret?.Text("value"), data?.Text("algorithm"));
        if (value is null || algorithm is null || value.StartsWith('$'))
        {
            return value; // Plug-ins such as that for bcrypt keep a whole text.
        }

        var (salt, hash) = (Base64Text.Bytes(secret?.Text("salt")), Base64Text.Bytes(value));
        if (salt is null || hash is null || !uint.TryParse(data?.Text("hashIterations"), out var iterations))
        {
            return null;
        }

        var end = $"${Base64Text.Raw(salt)}${Base64Text.Raw(hash)}";
        return algorithm switch
        {
            "pbkdf2" => $"$pbkdf2-sha1$i={iterations},l={hash.Length}{end}",
            "pbkdf2-sha256" or "pbkdf2-sha512" => $"${algorithm}$i={iterations},l={hash.Length}{end}",
            "argon2" when Argon2(data!.Value) is var (kind, version, memory, lanes) =>
                $"$argon2{kind}$v={version}$m={memory},t={iterations},p={lanes}{end}",
            _ => null,
        };
    }

    private static (string Kind, int Version, uint Memory, uint Lanes)? Argon2(JsonElement data)
    {
        int? version = First(data, "version") switch
        {
            "1.3" or null => 19,
            "1.0" => 16,
            _ => null,
        };
        return version is { } known
            && First(data, "type") is ("id" or "i" or "d") and var kind
            && uint.TryParse(First(data, "memory"), out var memory)
            && uint.TryParse(First(data, "parallelism"), out var lanes)
                ? (kind, known, memory, lanes)
                : null;
    }

    private static string? First(JsonElement data, string name) =>
        data.Items("additionalParameters", name).Select(v => v.AsText()).FirstOrDefault();
}
