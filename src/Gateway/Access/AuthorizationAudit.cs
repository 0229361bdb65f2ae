using Members.Audit;
using Members.Gateway.Errors;
using Members.Outcomes;

namespace Members.Gateway.Access;

/// <summary>Writes to the audit log what the gateway refuses itself, before a grain is called (ASVS 5.0, 16.3.1 to 16.3.3).</summary>
internal sealed class AuthorizationAudit(AuditLog log, TimeProvider clock)
{
    /// <summary>A call that the caller may not make, or not so often. The subject is the route, never the path requested.</summary>
    public Problem Denied(HttpContext context, Problem answer)
    {
        var type = answer.StatusCode == StatusCodes.Status429TooManyRequests ? AuditType.Limit : AuditType.Access;
        var route = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText?.TrimEnd('/');
        log.Write(type.Failure, answer.Code, Caller.OriginOf(context), $"{context.Request.Method}:{route}", clock.GetUtcNow());
        return answer;
    }

    /// <summary>A malformed token, address or password, which no grain could recognize.</summary>
    public Refusal Unreadable(HttpContext context, AuditType type, Refusal refusal)
    {
        log.Write(type.Failure, AuditResult.Of(refusal), Caller.OriginOf(context), AuditSubject.Nobody, clock.GetUtcNow());
        return refusal;
    }
}
