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
}
