using System.Globalization;
using Members.Gateway.Access;
using Members.Gateway.Pages;

namespace Members.Gateway.Account.Deletion;

/// <summary>
/// What somebody sees who has just asked for the deletion of their account, and whom no session tells apart from others any more. The
/// time is in a cookie: a link that somebody else has made says nothing here.
/// </summary>
/// <param name="At">When the account is deleted.</param>
internal sealed record GoodbyePage(DateTimeOffset At)
{
    public const string Cookie = "__Host-members-goodbye";

    private const string Path = "/goodbye";

    private static readonly CookieOptions Options = new()
    {
        HttpOnly = true,
        Secure = true,
        SameSite = SameSiteMode.Lax,
        Path = "/",
        IsEssential = true,
        MaxAge = TimeSpan.FromMinutes(10),
    };

    public static void Map(IEndpointRouteBuilder routes) => routes.MapOpenPages().MapGet(Path, Show);

    /// <summary>Lets this browser see the page for a while.</summary>
    public static void Remember(HttpContext context, DateTimeOffset at) => context.Response.Cookies.Append(
        Cookie, at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture), Options);

    // Who has logged in again is not to be deleted any more.
    private static async Task<IResult> Show(HttpContext context, TimeProvider clock)
    {
        if (Read(context.Request) is not { } at || at <= clock.GetUtcNow())
        {
            return new SeeOther("log-in");
        }

        if ((await PageContext.Of(context)).Session is null)
        {
            return new Page<GoodbyeView, GoodbyePage>(new GoodbyePage(at));
        }

        context.Response.Cookies.Delete(Cookie, Options);
        return new SeeOther("account");
    }

    private static DateTimeOffset? Read(HttpRequest request) =>
        long.TryParse(ExactCookie.Read(request, Cookie), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
        && seconds <= DateTimeOffset.MaxValue.ToUnixTimeSeconds()
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : null;
}
