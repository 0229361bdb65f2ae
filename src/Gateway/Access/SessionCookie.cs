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

    /// <param name="response">The response.</param>
    /// <param name="session">The session.</param>
    /// <param name="isKept">Whether the browser keeps it when it is closed.</param>
    public static void Set(HttpResponse response, OpenedSession session, bool isKept = true) => response.Cookies.Append(
        Name, session.Token.Reveal(), new CookieOptions(Options) { Expires = isKept ? session.ExpiresAt : null });

    public static void Clear(HttpResponse response) => response.Cookies.Delete(Name, Options);
}
