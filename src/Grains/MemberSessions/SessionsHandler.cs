using Members.Audit;
using Members.Grains.Accounts;
using Members.Grains.Sessions;
using Members.Grains.Storage;
using Members.Outcomes;
using Members.Secrets;
using Members.Sessions;

namespace Members.Grains.MemberSessions;

/// <summary>Opens, lists and ends sessions: one commit each.</summary>
internal static class SessionsHandler
{
    public static Task<Outcome<OpenedSession>> Open(MemberContext member, OpaqueToken ticket, SessionOrigin origin) =>
        member.Audited(AuditType.SessionOpened, async scope =>
        {
            await member.LoadOrDrop();
            var (token, terms) = (member.NewToken(TokenPurpose.Session), SessionTerms.Of(member.Options));
            return await member.Commit(
                r => SessionOpening.Redeem(member.WithActivity(r), ticket, token, origin, member.Now, terms), scope);
        });

    public static async Task<IReadOnlyList<SessionView>> List(MemberContext member)
    {
        var sessions = member.Activity.WriteTo((await member.Load()).Sessions);
        var live = SessionRules.Live(sessions, member.Now, member.Options.SessionIdleLifetime);
        return [.. live.OrderByDescending(s => s.CreatedAt).Select(SessionRules.View)];
    }

    /// <summary>Ends one session; ending one that is over is a success.</summary>
    public static Task<Outcome<Done>> End(MemberContext member, Guid session) =>
        member.Audited(AuditType.SessionEnded, scope => member.Commit(
            r => r.Sessions.Any(s => s.Id == session)
                ? new Decision<MemberRecord, Outcome<Done>>(r with { Sessions = SessionRules.End(r.Sessions, session) }, Done.Instance)
                : new(null, Done.Instance),
            scope,
            everywhere: true));

    /// <summary>Ends all sessions, and what would become one.</summary>
    /// <param name="member">The member.</param>
    /// <param name="kept">A session that goes on; null for none.</param>
    public static Task<Outcome<Done>> EndAll(MemberContext member, Guid? kept = null) => member.Audited(
        AuditType.AllSessionsEnded,
        scope => member.Commit(
            r => new Decision<MemberRecord, Outcome<Done>>(r.Exists() ? Endings.Apply(r, Ending.AllSessions, kept) : null, Done.Instance),
            scope,
            everywhere: true));
}
