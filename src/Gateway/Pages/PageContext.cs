using System.Globalization;
using Members.Gateway.Access;
using Members.Gateway.Sessions;
using Members.Gateway.SignUp;
using Members.Sessions;
using Members.Staff;
using Microsoft.Extensions.Options;

namespace Members.Gateway.Pages;

/// <summary>What every page needs to know of the request that it answers.</summary>
/// <param name="Http">The request.</param>
/// <param name="Culture">The language that it is written in.</param>
/// <param name="Assets">What it loads.</param>
internal sealed record PageContext(HttpContext Http, CultureInfo Culture, PageAssets Assets)
{
    /// <summary>Whose session it is; null for a visitor.</summary>
    public LiveSession? Session { get; init; }

    /// <summary>The roles of the member.</summary>
    public StaffRoles Roles { get; init; }

    /// <summary>What its forms carry; null for a visitor.</summary>
    public string? FormToken { get; init; }

    /// <summary>The members' time.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>Whether members log in and look after their account here.</summary>
    public bool ServesMembers => Http.RequestServices.GetRequiredService<IOptions<PagesOptions>>().Value.Members;

    /// <summary>Whether visitors sign up here.</summary>
    public bool ServesSignUp => SignUpPage.IsServed(Http.RequestServices);

    /// <summary>The path of the request, from the root of the site on.</summary>
    public string Path => Http.Request.Path.Value!.TrimStart('/');

    /// <summary>
    /// An address for a link, relative to the page, because a proxy may serve the site under a path of its own that nobody has told us.
    /// </summary>
    /// <param name="path">The path from the root of the site on, without a slash before it.</param>
    public string To(string path)
    {
        var depth = Path.Count(c => c == '/');
        return depth == 0 ? path.Length == 0 ? "./" : path : string.Concat(Enumerable.Repeat("../", depth)) + path;
    }

    /// <summary>Collects what the layout of a page needs.</summary>
    public static async Task<PageContext> Of(HttpContext context)
    {
        var services = context.RequestServices;
        var page = new PageContext(
            context,
            PageLanguages.Of(context, await services.GetRequiredService<SiteLanguage>().Read()),
            services.GetRequiredService<PageAssets>())
        {
            Now = services.GetRequiredService<TimeProvider>().GetUtcNow(),
        };
        if (await Find(context) is not { } found)
        {
            return page;
        }

        return page with
        {
            Session = found.Session,
            Roles = await services.GetRequiredService<StaffChecks>().ShownRolesOf(found.Session.Member.Id),
            FormToken = Pages.FormToken.Of(found.Token),
        };
    }

    // A page that anybody may open knows who has logged in all the same. A dead session is none.
    private static async ValueTask<(LiveSession Session, string Token)?> Find(HttpContext context)
    {
        if (context.Features.Get<BrowserSession>() is { Opened: var opened })
        {
            return (new LiveSession(opened.Id, default, opened.ExpiresAt, opened.Member), opened.Token.Reveal());
        }

        if (!SessionCookie.TryRead(context.Request, out var token))
        {
            return null;
        }

        if (Caller.Of(context) is Caller.Member { ByCookie: true } member)
        {
            return (member.Session, token);
        }

        var callers = context.RequestServices.GetRequiredService<Callers>();
        var session = callers.Presented(context) is { ByCookie: true, Session: { } presented } && IsOpen(context)
            ? await callers.CheckSession(presented)
            : null;
        return session is null ? null : (session, token);
    }

    // Not on a page that says what went wrong: what it would ask may be what fails.
    private static bool IsOpen(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<PageRoute>() is not null && context.Response.StatusCode < 500;
}
