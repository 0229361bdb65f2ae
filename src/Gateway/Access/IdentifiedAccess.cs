using Microsoft.Extensions.Options;

namespace Members.Gateway.Access;

/// <summary>Admits whoever holds a token.</summary>
internal sealed class IdentifiedAccess(Callers callers, FormOrigin forms, IOptions<MembersGatewayOptions> options)
    : AccessHandler<IdentifiedRequirement>(forms)
{
    protected override async ValueTask<AccessDecision> Decide(HttpContext context, IdentifiedRequirement requirement)
    {
        var key = CallerIdentity.Find<Caller.Key>(context.User);
        if (key?.Scopes.HasFlag(requirement.Scope) == true)
        {
            return key;
        }

        Caller? caller = CallerIdentity.Find<Caller.Member>(context.User);
        caller ??= CallerIdentity.Find<Caller.Visitor>(context.User);
        if (caller is null)
        {
            return key is null ? AccessRefusal.OfNobody(context) : AccessRefusal.Lacks(requirement.Scope);
        }

        return requirement.Function is { } function
            && !options.Value.Elevate.Contains(function)
            && !await callers.MayLogInDirectly(caller)
                ? AccessRefusal.NoDirectLogin
                : caller;
    }
}
