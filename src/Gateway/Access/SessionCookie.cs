using System.Diagnostics.CodeAnalysis;
using Members.Sessions;

namespace Members.Gateway.Access;

/// <summary>Keeps a session token in the browser: no scripts, TLS only, this host only (ASVS 5.0, 3.3.1 to 3.3.4).</summary>
internal static class SessionCookie
{
    public const string Name = "__Host-members-session";

    private static readonly CookieOptions Options = new()
    {
        HttpOnly = true,
        Secure = true,
        SameSite = SameSiteMode.Lax,
        Path = "/",
        IsEssential = true,
    };

    public static bool TryRead(HttpRequest request, [NotNullWhen(true)] out string? value) =>
        (value = ExactCookie.Read(request, Name)) is not null;

    public static void Set(HttpResponse response, OpenedSession session) =>
        response.Cookies.Append(Name, session.Token.Reveal(), new CookieOptions(Options) { Expires = session.ExpiresAt });

    public static void Clear(HttpResponse response) => response.Cookies.Delete(Name, Options);

    /// <summary>
    /// Whether a request that changes something comes from a page of another host. SameSite keeps other sites out; this also keeps
    /// out other hosts of the same site (ASVS 5.0, 3.5.1).
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
