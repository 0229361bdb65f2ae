using Members.Accounts;
using Members.Grains.Accounts;
using Members.Grains.Sessions;
using Members.Grains.Storage;
using Members.Secrets;
using Members.Sessions;
using Microsoft.Extensions.Logging;

namespace Members.Grains.MemberSessions;

/// <summary>
/// Checks the session tokens of one member from memory. Answers are kept for as long as the record stands, so that a check costs
/// neither a read nor an allocation.
/// </summary>
/// <param name="member">The member.</param>
/// <param name="logger">For what happens after the answer.</param>
internal sealed partial class SessionChecks(MemberContext member, ILogger logger)
{
    // By the stored session or access token itself: what belongs to another record is never found.
    private readonly Dictionary<object, LiveSession> _answers = new(ReferenceEqualityComparer.Instance);
    private readonly TimeSpan _rememberFor = SessionRules.RememberedFor(member.Options.SessionIdleLifetime);
    private readonly ILogger _logger = logger;
    private MemberRecord? _record;

    public ValueTask<LiveSession?> Check(OpaqueToken token) =>
        member.TryLoad(out var record) ? new(Check(record, token)) : new(LoadAndCheck(token));

    private async Task<LiveSession?> LoadAndCheck(OpaqueToken token) => Check(await member.Load(), token);

    private LiveSession? Check(MemberRecord record, OpaqueToken token)
    {
        var now = member.Now;
        if (!record.Exists())
        {
            // A made-up token: nobody is not kept in memory (contract I16).
            member.Drop();
            return null;
        }

        if (record.Status != MemberStatus.Active
            || SessionRules.Find(record.Sessions, token, now) is not { } presented
            || member.Activity.IsIdle(presented.Session, now))
        {
            return null;
        }

        if (member.Activity.Seen(presented.Session, now))
        {
            _ = StoreSeen();
        }

        return Answer(record, presented, now);
    }

    private LiveSession Answer(MemberRecord record, PresentedToken presented, DateTimeOffset now)
    {
        if (!ReferenceEquals(record, _record))
        {
            _record = record;
            _answers.Clear();
            member.Activity.Keep(record.Sessions);
        }

        var (session, access) = presented;
        object key = access is null ? session : access;
        if (!_answers.TryGetValue(key, out var answer))
        {
            var expiresAt = access?.ExpiresAt ?? session.ExpiresAt;
            answer = new LiveSession(session.Id, session.CreatedAt, expiresAt, MemberViews.Of(record), session.OAuth?.Client, _rememberFor);
            _answers.Add(key, answer);
        }

        // By this silo's clock, so that a gateway needs none.
        var left = (answer.ExpiresAt < session.ExpiresAt ? answer.ExpiresAt : session.ExpiresAt) - now;
        return left < answer.RememberFor ? answer with { RememberFor = left } : answer;
    }

    // Nobody waits for this. When it fails, the stored time is too old, and the next check a minute later tries again.
    private async Task StoreSeen()
    {
        try
        {
            await member.Commit(r => new Decision<MemberRecord, bool>(r with { Sessions = member.Activity.WriteTo(r.Sessions) }, true));
        }
        catch (Exception failure)
        {
            LogNotStored(failure);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "When a session was last seen could not be stored.")]
    private partial void LogNotStored(Exception failure);
}
