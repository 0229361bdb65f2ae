using Members.Secrets;

namespace Members.Gateway.Access;

/// <summary>The tokens and API keys that a request presents.</summary>
internal sealed record Credentials
{
    private const string Bearer = "Bearer";

    /// <summary>Nothing.</summary>
    public static readonly Credentials None = new();

    /// <summary>A session token, from the header or the cookie, or an OAuth client's access token.</summary>
    public OpaqueToken? Session { get; init; }

    /// <summary>Whether the browser sent it of its own accord.</summary>
    public bool ByCookie { get; init; }

    /// <summary>An API key.</summary>
    public ApiKeySecret? Key { get; init; }

    /// <summary>A token that stands for an API key.</summary>
    public OpaqueToken? KeyToken { get; init; }

    /// <summary>An OAuth client's visitor token.</summary>
    public OpaqueToken? Visitor { get; init; }

    /// <summary>Reads a request, once.</summary>
    /// <remarks>
    /// The Authorization header holds <c>Bearer x</c>, a bare <c>x</c>, or <c>token,apiKey</c> as the Wix client sends it (wix-contract
    /// F54). Other schemes are somebody else's: a proxy in front passes on what it asked for itself. The cookie counts only if there is
    /// nothing of ours in the header.
    /// </remarks>
    public static Credentials Of(HttpContext context, TokenReader tokens)
    {
        if (context.Features.Get<Credentials>() is not { } presented)
        {
            presented = FromHeader(context.Request.Headers.Authorization.ToString(), tokens)
                ?? FromCookie(context.Request, tokens)
                ?? None;
            context.Features.Set(presented);
        }

        return presented;
    }

    /// <summary>Reads one credential that was sent as a parameter.</summary>
    public static Credentials FromText(string text, TokenReader tokens) => None.With(text, tokens);

    // Null when there is nothing of ours.
    private static Credentials? FromHeader(ReadOnlySpan<char> header, TokenReader tokens)
    {
        Credentials? found = null;
        if (IsOfAnotherScheme(header))
        {
            return found;
        }

        foreach (var range in header.Split(','))
        {
            var value = header[range].Trim();
            if (value.Equals(Bearer, StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            if (value.StartsWith(Bearer + " ", StringComparison.OrdinalIgnoreCase))
            {
                value = value[Bearer.Length..].Trim();
            }

            if (!value.IsEmpty)
            {
                found = (found ?? None).With(value, tokens);
            }
        }

        return found;
    }

    // A scheme is a word of its own; what we take without one holds no space.
    private static bool IsOfAnotherScheme(ReadOnlySpan<char> header)
    {
        var trimmed = header.Trim();
        var space = trimmed.IndexOf(' ');
        return space > 0
            && !trimmed[..space].Contains(',')
            && !trimmed[..space].Equals(Bearer, StringComparison.OrdinalIgnoreCase);
    }

    private static Credentials? FromCookie(HttpRequest request, TokenReader tokens)
    {
        if (!SessionCookie.TryRead(request, out var cookie))
        {
            return null;
        }

        return new Credentials { Session = tokens.TryRead(TokenPurpose.Session, cookie, out var token) ? token : null, ByCookie = true };
    }

    // The first of each kind counts.
    private Credentials With(ReadOnlySpan<char> value, TokenReader tokens)
    {
        if (tokens.TryRead(TokenPurpose.Session, value, out var token) || tokens.TryRead(TokenPurpose.AccessToken, value, out token))
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
