using Members.Clustering;
using Members.Gateway.Access;
using Members.Gateway.Json;
using Members.Gateway.Pages;

namespace Members.Gateway.Account.Apps;

/// <summary>The apps that may act for a member: OAuth clients with a session.</summary>
/// <param name="Apps">The apps, by when they were last used.</param>
/// <param name="IsEnded">Whether one was ended just now.</param>
internal sealed record AppsPage(IReadOnlyList<ShownApp> Apps, bool IsEnded)
{
    private const string Path = "/account/apps";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Path, Show);
        routes.MapPost(Path + "/end", End).RequireRateLimiting(RateLimits.Member);
    }

    private static async Task<IResult> Show(HttpContext context, IGrainFactory grains)
    {
        var sessions = await grains.GetMembers().Of(Caller.SessionOf(context).Member.Id).ListSessions();
        var clients = (await grains.OAuthClients().List()).Clients;
        var apps = sessions.Where(s => s.OAuthClient is not null).GroupBy(s => s.OAuthClient!.Value).Select(app => new ShownApp(
            app.Key,
            clients.FirstOrDefault(c => c.Id == app.Key)?.Name,
            app.Min(s => s.CreatedAt),
            app.Max(s => s.LastSeenAt),
            app.Count()));
        return new Page<AppsView, AppsPage>(new AppsPage(
            [.. apps.OrderByDescending(a => a.LastSeenAt)], context.Request.Query["done"] == "ended"));
    }

    private static async Task<IResult> End(HttpContext context, IGrainFactory grains)
    {
        // An app that has nothing here has ended, which is what was asked for.
        if (Ids.TryParse(context.Request.Form.Line("app"), out var app))
        {
            await grains.GetMembers().Of(Caller.SessionOf(context).Member.Id).EndClientSessions(app);
        }

        return new SeeOther("../apps?done=ended");
    }
}

/// <summary>An app in the list.</summary>
/// <param name="Id">The OAuth client.</param>
/// <param name="Name">Its name; null when it is gone.</param>
/// <param name="Since">When its oldest session was opened.</param>
/// <param name="LastSeenAt">When it was last used.</param>
/// <param name="Sessions">How many sessions it has.</param>
internal sealed record ShownApp(Guid Id, string? Name, DateTimeOffset Since, DateTimeOffset LastSeenAt, int Sessions);
