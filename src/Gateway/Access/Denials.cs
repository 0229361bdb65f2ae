using Members.Audit;
using Members.Gateway.Errors;
using Members.Outcomes;

namespace Members.Gateway.Access;

/// <summary>Tells the audit log of what is refused here, before any grain hears of it (ASVS 5.0, 16.3.1 to 16.3.3).</summary>
internal sealed class Denials(AuditLog log, TimeProvider clock)
{
    /// <summary>A call that its caller may not make, or not so often. The subject is the route, never the address that was asked for.</summary>
    public Problem Note(HttpContext context, Problem denied)
    {
        var type = denied.StatusCode == StatusCodes.Status429TooManyRequests ? AuditType.Limit : AuditType.Access;
        var route = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText?.TrimEnd('/');
        log.Write(type.Failure, denied.Code, Caller.OriginOf(context), $"{context.Request.Method}:{route}", clock.GetUtcNow());
        return denied;
    }

    /// <summary>Something presented that cannot be what it should be, and so belongs to nobody.</summary>
    public Refusal Unreadable(HttpContext context, AuditType type, Refusal refusal)
    {
        log.Write(type.Failure, AuditResult.Of(refusal), Caller.OriginOf(context), AuditSubject.Nobody, clock.GetUtcNow());
        return refusal;
    }
}
