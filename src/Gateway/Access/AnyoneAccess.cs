namespace Members.Gateway.Access;

/// <summary>Admits everybody.</summary>
internal sealed class AnyoneAccess(FormOrigin forms) : AccessHandler<AnyoneRequirement>(forms)
{
    protected override ValueTask<AccessDecision> Decide(HttpContext context, AnyoneRequirement requirement)
    {
        Caller? caller = CallerIdentity.Find<Caller.Key>(context.User);
        caller ??= CallerIdentity.Find<Caller.Member>(context.User);
        caller ??= CallerIdentity.Find<Caller.Visitor>(context.User);
        return new(caller ?? Caller.Visitor.Instance);
    }
}
