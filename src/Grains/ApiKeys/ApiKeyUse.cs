using Members.ApiKeys;
using Members.Audit;
using Members.Calls;

namespace Members.Grains.ApiKeys;

/// <summary>
/// Tells the audit log that a key is in use, or that somebody tries one that is no longer good: once an hour and
/// activation. A key may be used a thousand times a second, and what it is used for is logged anyway.
/// </summary>
/// <param name="log">The audit log.</param>
/// <param name="key">The key's id.</param>
internal sealed class ApiKeyUse(AuditLog log, Guid key)
{
    private static readonly TimeSpan Pause = TimeSpan.FromHours(1);

    private DateTimeOffset _nextUse;
    private DateTimeOffset _nextFailure;

    /// <summary>Notes that an existing key was checked.</summary>
    public void Checked(Scopes allowed, DateTimeOffset now)
    {
        ref var next = ref allowed == Scopes.None ? ref _nextFailure : ref _nextUse;
        if (now < next)
        {
            return;
        }

        next = now + Pause;
        var (subject, origin) = (AuditSubject.Key(key), CallOrigin.Current);
        if (allowed == Scopes.None)
        {
            log.Write(AuditType.KeyUsed.Failure, "UNAUTHENTICATED", origin, subject, now);
        }
        else
        {
            log.Write(AuditType.KeyUsed.Success, AuditResult.Success, origin with { Actor = subject }, subject, now);
        }
    }
}
