using System.Diagnostics.CodeAnalysis;
using Members.Sessions;
using Microsoft.Net.Http.Headers;

namespace Members.Gateway.Access;

/// <summary>
/// The cookie form of a session: not readable by scripts, sent over TLS only, tied to this host by its prefix
/// (ASVS 5.0, 3.3.1 to 3.3.4).
/// </summary>
internal static class SessionCookie
{
    public const string Name = "__Host-members-session";

    private static readonly CookieOptions Options = new() { HttpOnly = true, Secure = true, SameSite = Microsoft.AspNetCore.Http.SameSiteMode.Lax, Path = "/", IsEssential = true };

    /// <summary>
    /// Reads it, by its very name: the framework's own collection ignores letter case, and not every browser guards
    /// <c>__host-</c> as it guards <c>__Host-</c>, so a neighbouring host could plant one. Of two, neither counts.
    /// </summary>
    public static bool TryRead(HttpRequest request, [NotNullWhen(true)] out string? value)
    {
        value = null;
        if (!CookieHeaderValue.TryParseList([.. request.Headers.Cookie.OfType<string>()], out var cookies))
        {
            return false;
        }

        foreach (var cookie in cookies.Where(c => c.Name.Equals(Name, StringComparison.Ordinal)))
        {
            value = value is null ? cookie.Value.ToString() : "";
        }

        return value is not null;
    }

    public static void Set(HttpResponse response, OpenedSession session) =>
        response.Cookies.Append(Name, session.Token.Reveal(), new CookieOptions(Options) { Expires = session.ExpiresAt });

    public static void Clear(HttpResponse response) => response.Cookies.Delete(Name, Options);

    /// <summary>
    /// Whether a request that changes something and is let in by the cookie comes from a page of this host. SameSite
    /// keeps other sites out; this keeps out the neighbours on the same site (ASVS 5.0, 3.5.1).
    /// </summary>
    public static bool IsForged(HttpRequest request)
    {
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
        {
            return false;
        }

        var site = request.Headers["Sec-Fetch-Site"].ToString();
        if (site.Length > 0)
        {
            return site is not ("same-origin" or "none");
        }

        var origin = request.Headers.Origin.ToString();
        return origin.Length > 0 && !(Uri.TryCreate(origin, UriKind.Absolute, out var uri) && uri.Authority == request.Host.Value);
    }
}
