using System.Diagnostics.CodeAnalysis;
using Members.Secrets;

namespace Members.Gateway.Access;

/// <summary>
/// Keeps a device token in the browser. It lets nobody in; it separates the owner's login attempts from those of strangers at the
/// same address.
/// </summary>
internal static class DeviceCookie
{
    public const string Name = "__Host-members-device";

    private static readonly CookieOptions Options = new()
    {
        HttpOnly = true,
        Secure = true,
        SameSite = SameSiteMode.Lax,
        Path = "/",
        IsEssential = true,
        MaxAge = TimeSpan.FromDays(180),
    };

    /// <summary>The device token, from the body or else from the cookie.</summary>
    public static OpaqueToken? Read(HttpRequest request, string? given) =>
        TryParse(given, out var token) || TryParse(ExactCookie.Read(request, Name), out token) ? token : null;

    /// <summary>
    /// Whether to remember a device without being asked to: only for a visitor's browser on a page of this origin. Pages of other
    /// origins drop the cookie, as no response allows credentials, and each of their logins would push out one of the owner's devices.
    /// </summary>
    public static bool IsBrowsers(HttpContext context) =>
        Caller.Of(context) is Caller.Visitor && context.Request.Headers["Sec-Fetch-Site"].ToString() == "same-origin";

    /// <summary>Gives a visitor's browser its token.</summary>
    public static void Set(HttpContext context, OpaqueToken? device)
    {
        if (device is not null && IsBrowsers(context))
        {
            context.Response.Cookies.Append(Name, device.Reveal(), Options);
        }
    }

    private static bool TryParse(string? text, [NotNullWhen(true)] out OpaqueToken? token) =>
        OpaqueToken.TryParse(TokenPurpose.Device, text, out token);
}
