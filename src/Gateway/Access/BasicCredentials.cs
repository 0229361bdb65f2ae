using System.Text;
using Members.Secrets;

namespace Members.Gateway.Access;

/// <summary>
/// A client's id and its secret, an API key (RFC 6749, 2.3.1). Read at the OAuth endpoints alone: a browser that has once been
/// given such credentials sends them by itself to every page.
/// </summary>
internal static class BasicCredentials
{
    private const string Scheme = "Basic ";
    private const int MaxLength = 2048;

    /// <summary>Whether the request says that it authenticates this way.</summary>
    public static bool Are(HttpRequest request) => request.Headers.Authorization.ToString().StartsWith(Scheme, StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads them; null when they are not what they should be.</summary>
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

    /// <summary>The key of a pair whose id is the key's own; null when it is not.</summary>
    public static ApiKeySecret? KeyOf(string? id, string? secret) =>
        secret is not null && ApiKeySecret.TryParse(secret, out var key) && Guid.TryParseExact(id, "D", out var named) && named == key.KeyId ? key : null;

    // Both parts are encoded as in a form.
    private static string Decoded(string part) => Uri.UnescapeDataString(part.Replace('+', ' '));
}
