using System.Diagnostics.CodeAnalysis;
using Members.Secrets;

namespace Members.Gateway.Access;

/// <summary>
/// Where a browser keeps the token of its device. It lets nobody in; it keeps the owner's tries apart from those of
/// whoever else tries passwords at the address.
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

    /// <summary>The device that a request shows: in its body, or by the cookie.</summary>
    public static OpaqueToken? Read(HttpRequest request, string? given) =>
        TryParse(given, out var token) || TryParse(ExactCookie.Read(request, Name), out token) ? token : null;

    /// <summary>
    /// Whether to remember a device without being asked: a visitor's browser on a page of this origin, which keeps the token by
    /// itself; for a page of another it drops cookies, as no answer allows credentials. Whoever keeps no cookie would push the owner's devices out, one with each login.
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

    private static bool TryParse(string? text, [NotNullWhen(true)] out OpaqueToken? token) => OpaqueToken.TryParse(TokenPurpose.Device, text, out token);
}
