using Members.Clustering;
using Members.Gateway.Access;
using Members.Gateway.Json;
using Members.Gateway.Pages;
using Members.Gateway.Sessions;
using Members.Sessions;

namespace Members.Gateway.Account.Sessions;

/// <summary>Where a member is logged in.</summary>
/// <param name="Sessions">The sessions: the one that asks, and then the newest first.</param>
/// <param name="Done">What was done last; null for nothing.</param>
internal sealed record SessionsPage(IReadOnlyList<ShownSession> Sessions, string? Done)
{
    private const string Path = "/account/sessions";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Path, Show);
        routes.MapPost(Path + "/end", End).RequireRateLimiting(RateLimits.Member);
        routes.MapPost(Path + "/end-others", EndOthers).RequireRateLimiting(RateLimits.Member);
        routes.MapPost(Path + "/end-all", EndAll).RequireRateLimiting(RateLimits.Member);
    }

    private static async Task<IResult> Show(HttpContext context, IGrainFactory grains)
    {
        var current = Caller.SessionOf(context);
        var sessions = await grains.GetMembers().Of(current.Member.Id).ListSessions();
        var clients = sessions.Any(s => s.OAuthClient is not null) ? (await grains.OAuthClients().List()).Clients : [];
        var shown = sessions.OrderByDescending(s => s.Id == current.Id).Select(s => new ShownSession(
            s, s.Id == current.Id, clients.FirstOrDefault(c => c.Id == s.OAuthClient)?.Name));
        return new Page<SessionsView, SessionsPage>(new SessionsPage([.. shown], context.Request.Query["done"]));
    }

    private static async Task<IResult> End(HttpContext context, IGrainFactory grains)
    {
        var id = context.Request.Form.Line("session");
        if (Ids.TryParse(id, out var session) && session == Caller.SessionOf(context).Id)
        {
            await OwnSessions.Logout(context, grains);
            return new SeeOther("../../log-in");
        }

        await OwnSessions.End(id, context, grains);
        return new SeeOther("../sessions?done=one");
    }

    private static async Task<IResult> EndOthers(HttpContext context, IGrainFactory grains)
    {
        var current = Caller.SessionOf(context);
        await grains.GetMembers().Of(current.Member.Id).EndOtherSessions(current.Id);
        return new SeeOther("../sessions?done=others");
    }

    private static async Task<IResult> EndAll(HttpContext context, IGrainFactory grains)
    {
        await OwnSessions.LogoutAll(context, grains);
        return new SeeOther("../../log-in");
    }
}

/// <summary>A session in the list.</summary>
/// <param name="Session">The session.</param>
/// <param name="IsCurrent">Whether it is the one that asks.</param>
/// <param name="App">The name of the OAuth client that it was opened for; null for none that is known.</param>
internal sealed record ShownSession(SessionView Session, bool IsCurrent, string? App);
