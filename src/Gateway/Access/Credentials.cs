using Members.Secrets;

namespace Members.Gateway.Access;

/// <summary>The tokens and API keys that a request presents.</summary>
/// <param name="Session">A session token, from the header or the cookie, or an OAuth client's access token.</param>
/// <param name="ByCookie">Whether the browser sent it of its own accord.</param>
/// <param name="Key">An API key.</param>
/// <param name="KeyToken">A token that stands for an API key.</param>
/// <param name="Visitor">An OAuth client's visitor token.</param>
/// <param name="Any">Whether anything was presented at all, readable or not.</param>
internal readonly record struct Credentials(
    OpaqueToken? Session, bool ByCookie, ApiKeySecret? Key, OpaqueToken? KeyToken, OpaqueToken? Visitor, bool Any)
{
    private const string Bearer = "Bearer ";

    /// <summary>
    /// Reads the Authorization header: <c>Bearer x</c>, a bare <c>x</c>, or <c>token,apiKey</c> as the Wix client sends it
    /// (wix-contract F54). The cookie counts only if there is no header.
    /// </summary>
    public static Credentials Of(HttpRequest request, TokenReader tokens)
    {
        var header = request.Headers.Authorization;
        if (header.Count > 0)
        {
            return FromHeader(header.ToString(), tokens);
        }

        if (!SessionCookie.TryRead(request, out var cookie))
        {
            return default;
        }

        var session = tokens.TryRead(TokenPurpose.Session, cookie, out var token) ? token : null;
        return new Credentials { Session = session, ByCookie = true, Any = true };
    }

    /// <summary>Reads one credential that was sent as a parameter.</summary>
    public static Credentials FromText(string text, TokenReader tokens) => new Credentials { Any = true }.With(text, tokens);

    private static Credentials FromHeader(ReadOnlySpan<char> header, TokenReader tokens)
    {
        var found = new Credentials { Any = true };
        foreach (var range in header.Split(','))
        {
            var value = header[range].Trim();
            if (value.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
            {
                value = value[Bearer.Length..].Trim();
            }

            found = found.With(value, tokens);
        }

        return found;
    }

    // The first of each kind counts.
    private Credentials With(ReadOnlySpan<char> value, TokenReader tokens)
    {
        if (tokens.TryRead(TokenPurpose.Session, value, out var token)
            || tokens.TryRead(TokenPurpose.AccessToken, value, out token))
        {
            return this with { Session = Session ?? token };
        }

        if (tokens.TryRead(TokenPurpose.Visitor, value, out token))
        {
            return this with { Visitor = Visitor ?? token };
        }

        if (tokens.TryRead(TokenPurpose.KeyAccess, value, out token))
        {
            return this with { KeyToken = KeyToken ?? token };
        }

        return tokens.TryReadKey(value.ToString(), out var secret) ? this with { Key = Key ?? secret } : this;
    }
}
