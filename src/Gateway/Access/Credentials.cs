using Members.Secrets;

namespace Members.Gateway.Access;

/// <summary>What a request presents: session tokens and API keys.</summary>
/// <param name="Session">A session token, from the header or the cookie.</param>
/// <param name="ByCookie">Whether the browser sent it by itself.</param>
/// <param name="Key">An API key.</param>
/// <param name="Any">Whether anything at all was presented, readable or not.</param>
internal readonly record struct Credentials(OpaqueToken? Session, bool ByCookie, ApiKeySecret? Key, bool Any)
{
    private const string Bearer = "Bearer ";

    /// <summary>
    /// Reads them. The header may hold <c>Bearer x</c>, a bare <c>x</c>, or <c>token,apiKey</c> as the Wix client sends
    /// it (wix-contract F54). The cookie counts only where there is no header.
    /// </summary>
    public static Credentials Of(HttpRequest request)
    {
        var header = request.Headers.Authorization;
        if (header.Count > 0)
        {
            return FromHeader(header.ToString());
        }

        return SessionCookie.TryRead(request, out var cookie)
            ? new(OpaqueToken.TryParse(TokenPurpose.Session, cookie, out var token) ? token : null, true, null, true)
            : default;
    }

    private static Credentials FromHeader(ReadOnlySpan<char> header)
    {
        OpaqueToken? session = null;
        ApiKeySecret? key = null;
        foreach (var range in header.Split(','))
        {
            var value = header[range].Trim();
            if (value.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
            {
                value = value[Bearer.Length..].Trim();
            }

            if (OpaqueToken.TryParse(TokenPurpose.Session, value, out var token))
            {
                session ??= token;
            }
            else if (ApiKeySecret.TryParse(value.ToString(), out var secret))
            {
                key ??= secret;
            }
        }

        return new(session, false, key, true);
    }
}
