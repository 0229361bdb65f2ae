using Members.Accounts;
using Members.Audit;
using Members.Grains.Sessions;
using Members.Grains.Storage;
using Members.Grains.Tokens;
using Members.Outcomes;
using Members.Secrets;
using Members.Sessions;
using Microsoft.Extensions.Logging;

namespace Members.Grains.Accounts;

/// <content>Sessions.</content>
internal sealed partial class MemberGrain
{
    /// <inheritdoc/>
    public Task<Outcome<OpaqueToken>> IssueSessionTicket() => Audited(AuditType.Ticket, async deed =>
    {
        await Settled();
        var ticket = TokenMint.New(TokenPurpose.SessionTicket, Id);
        return await Commit(r => LoginRules.IssueTicket(r, ticket, Now, _options.SessionTicketLifetime), deed);
    });

    /// <inheritdoc/>
    public Task<Outcome<OpaqueToken>> SignOn() => Audited(AuditType.Ticket, async deed =>
    {
        await Settled();
        var ticket = TokenMint.New(TokenPurpose.SessionTicket, Id);
        return await Commit(r => LoginRules.SignOn(r, ticket, Now, _options.SessionTicketLifetime), deed);
    });

    /// <inheritdoc/>
    public Task<Outcome<OpenedSession>> OpenSession(OpaqueToken ticket, SessionOrigin origin) => Audited(AuditType.SessionOpened, async deed =>
    {
        await Present();
        await Settled();
        var token = TokenMint.New(TokenPurpose.Session, Id);
        return await Commit(r => SessionRules.Redeem(_sessions.WriteDown(r), ticket, token, origin, Now, _options.SessionTerms), deed);
    });

    /// <inheritdoc/>
    public ValueTask<LiveSession?> CheckSession(OpaqueToken token)
    {
        return _stored.TryCurrent(out var record) ? new(Check(record, token)) : new(ReadAndCheck(token));
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<SessionView>> ListSessions()
    {
        var record = _sessions.WriteDown(await _stored.Current());
        return [.. SessionRules.Live(record.Sessions, Now, _options.SessionIdleLifetime).OrderByDescending(s => s.CreatedAt).Select(SessionRules.View)];
    }

    /// <inheritdoc/>
    public Task EndSession(Guid session) => Audited(AuditType.SessionEnded, deed => Commit(
        r => SessionRules.End(r, session),
        deed,
        everywhere: true));

    /// <inheritdoc/>
    public Task EndAllSessions() => Audited(AuditType.AllSessionsEnded, deed => Commit(SessionRules.EndAll, deed, everywhere: true));

    private async Task<LiveSession?> ReadAndCheck(OpaqueToken token) => Check(await _stored.Current(), token);

    private LiveSession? Check(MemberRecord record, OpaqueToken token)
    {
        var now = Now;
        if (!record.Exists())
        {
            // A made-up token: nobody is not kept in memory (contract I16).
            DeactivateOnIdle();
            return null;
        }

        if (record.Status != MemberStatus.Active
            || SessionRules.Shown(record.Sessions, token, now) is not { } shown
            || _sessions.IsIdle(shown.Session, now))
        {
            return null;
        }

        if (_sessions.Seen(shown.Session, now))
        {
            _ = WriteDownSeen();
        }

        return _sessions.Live(record, shown);
    }

    // Nobody waits for this: when it fails, the session was seen later than is stored, and the next check a minute later tries again.
    private async Task WriteDownSeen()
    {
        try
        {
            await Commit(r => new Decision<MemberRecord, bool>(_sessions.WriteDown(r), true));
        }
        catch (Exception failure)
        {
            LogNotWrittenDown(failure);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "When a session was last seen could not be stored.")]
    private partial void LogNotWrittenDown(Exception failure);
}
