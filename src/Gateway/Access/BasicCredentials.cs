using System.Text;
using Members.Secrets;

namespace Members.Gateway.Access;

/// <summary>
/// HTTP Basic authentication with an API key as the secret (RFC 6749, 2.3.1). Read at the OAuth endpoints only: a browser that was
/// once given such credentials sends them to every page of the host.
/// </summary>
internal static class BasicCredentials
{
    private const string Scheme = "Basic ";
    private const int MaxLength = 2048;

    /// <summary>Whether the request uses this scheme, well-formed or not.</summary>
    public static bool Are(HttpRequest request) =>
        request.Headers.Authorization.ToString().StartsWith(Scheme, StringComparison.OrdinalIgnoreCase);

    /// <summary>The id and the secret; null when the header is malformed.</summary>
    public static (string Id, string Secret)? Of(HttpRequest request)
    {
        var text = request.Headers.Authorization.ToString();
        if (!Are(request) || text.Length > MaxLength)
        {
            return null;
        }

        var bytes = new byte[MaxLength];
        if (!Convert.TryFromBase64String(text[Scheme.Length..].Trim(), bytes, out var length))
        {
            return null;
        }

        var pair = Encoding.UTF8.GetString(bytes, 0, length);
        var colon = pair.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? null : (Decoded(pair[..colon]), Decoded(pair[(colon + 1)..]));
    }

    /// <summary>The API key in the secret, if the id is the key's own.</summary>
    public static ApiKeySecret? KeyOf(string? id, string? secret, TokenReader tokens) =>
        secret is not null
        && tokens.TryReadKey(secret, out var key)
        && Guid.TryParseExact(id, "D", out var named) && named == key.KeyId
            ? key
            : null;

    // Both parts are form-encoded before they are joined.
    private static string Decoded(string part) => Uri.UnescapeDataString(part.Replace('+', ' '));
}
