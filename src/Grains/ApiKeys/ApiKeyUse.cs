using Members.ApiKeys;
using Members.Audit;
using Members.Calls;

namespace Members.Grains.ApiKeys;

/// <summary>
/// Writes to the audit log that a key is in use, or that somebody presents one that is no longer valid, at most once an hour
/// each. A key may be used a thousand times a second, and what it is used for is logged anyway.
/// </summary>
internal sealed class ApiKeyUse(AuditLog log, Guid key)
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    private DateTimeOffset _nextUse;
    private DateTimeOffset _nextFailure;

    /// <summary>Records the check of an existing key.</summary>
    /// <param name="allowed">What the key was allowed; none for one that is not valid.</param>
    /// <param name="now">The time.</param>
    public void Record(Scopes allowed, DateTimeOffset now)
    {
        ref var next = ref allowed == Scopes.None ? ref _nextFailure : ref _nextUse;
        if (now < next)
        {
            return;
        }

        next = now + Interval;
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
