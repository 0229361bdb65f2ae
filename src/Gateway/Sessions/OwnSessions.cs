using Members.Accounts;
using Members.Gateway.Access;
using Members.Gateway.Json;
using Members.Sessions;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Members.Gateway.Sessions;

/// <summary>A session in a member's list.</summary>
internal sealed record SessionBody(
    Guid Id,
    DateTimeOffset CreatedAt,
    DateTimeOffset LastSeenAt,
    DateTimeOffset ExpiresAt,
    string? Client,
    string? Address,
    bool Current,
    Guid? OauthClientId = null)
{
    /// <param name="session">The session.</param>
    /// <param name="current">The session of the caller.</param>
    public static SessionBody Of(SessionView session, LiveSession current) => new(
        session.Id,
        session.CreatedAt,
        session.LastSeenAt,
        session.ExpiresAt,
        session.Origin.Client,
        session.Origin.Address,
        session.Id == current.Id,
        session.OAuthClient);
}

/// <summary>A member's sessions.</summary>
internal sealed record SessionsAnswer(IReadOnlyList<SessionBody> Sessions);

/// <summary>Members on themselves: who they are, and their sessions.</summary>
internal static class OwnSessions
{
    // The access check has asked the member's grain already.
    public static async ValueTask<OwnMember> Me(HttpContext context, StaffChecks staff)
    {
        var member = Caller.SessionOf(context).Member;
        return new(member, await staff.ShownRolesOf(member.Id));
    }

    public static async Task<Ok<SessionsAnswer>> List(HttpContext context, IGrainFactory grains)
    {
        var current = Caller.SessionOf(context);
        var sessions = await Grain(current, grains).ListSessions();
        return TypedResults.Ok(new SessionsAnswer([.. sessions.Select(s => SessionBody.Of(s, current))]));
    }

    public static async Task<Ok<EmptyAnswer>> End(string id, HttpContext context, IGrainFactory grains)
    {
        // Every node is told even when nothing ends: an earlier call may have ended between its commit and that. A session
        // that does not exist has ended, which is what was asked for.
        if (Ids.TryParse(id, out var session))
        {
            await Grain(Caller.SessionOf(context), grains).EndSession(session);
        }

        return TypedResults.Ok(EmptyAnswer.Instance);
    }

    public static async Task<Ok<EmptyAnswer>> Logout(HttpContext context, IGrainFactory grains)
    {
        var current = Caller.SessionOf(context);
        await Grain(current, grains).EndSession(current.Id);
        return LoggedOut(context);
    }

    public static async Task<Ok<EmptyAnswer>> LogoutAll(HttpContext context, IGrainFactory grains)
    {
        await Grain(Caller.SessionOf(context), grains).EndAllSessions();
        return LoggedOut(context);
    }

    /// <summary>Takes the session out of the browser that it was kept in.</summary>
    public static void ClearBrowser(HttpContext context)
    {
        if (Caller.Of(context) is Caller.Member { ByCookie: true })
        {
            SessionCookie.Clear(context.Response);

            // Also clears what pages of this origin have stored (ASVS 5.0, 14.3.1). Not "cookies": that would remove those of every
            // other host of the site.
            context.Response.Headers["Clear-Site-Data"] = "\"cache\", \"storage\"";
        }
    }

    private static Ok<EmptyAnswer> LoggedOut(HttpContext context)
    {
        ClearBrowser(context);
        return TypedResults.Ok(EmptyAnswer.Instance);
    }

    private static IMemberGrain Grain(LiveSession session, IGrainFactory grains) => grains.GetMembers().Of(session.Member.Id);
}
