using Members.Gateway.Errors;
using Microsoft.AspNetCore.Authorization;

namespace Members.Gateway.Access;

/// <summary>A handler that says beforehand what it decides on: all others would look through the requirements of each request.</summary>
internal interface IAccessHandler : IAuthorizationHandler
{
    bool Decides(IReadOnlyList<IAuthorizationRequirement> requirements);
}

/// <summary>Decides on one kind of requirement: admits one of the callers that authenticated, or says why none may.</summary>
internal abstract class AccessHandler<T>(FormOrigin forms) : AuthorizationHandler<T>, IAccessHandler
    where T : IAuthorizationRequirement
{
    public bool Decides(IReadOnlyList<IAuthorizationRequirement> requirements) => requirements is [T];

    protected sealed override async Task HandleRequirementAsync(AuthorizationHandlerContext context, T requirement)
    {
        var request = (HttpContext)context.Resource!;
        var (caller, refusal) = await Decide(request, requirement);
        if (caller is Caller.Member { ByCookie: true } && forms.IsForeign(request.Request))
        {
            refusal = AccessRefusal.OtherOrigin;
        }

        if (refusal is not null)
        {
            AccessRefusal.Write(request, refusal);
            context.Fail();
            return;
        }

        request.Features.Set(caller);
        context.Succeed(requirement);
    }

    /// <summary>Who calls, or why they may not.</summary>
    protected abstract ValueTask<AccessDecision> Decide(HttpContext context, T requirement);
}

/// <summary>Who calls, or why they may not.</summary>
internal readonly record struct AccessDecision(Caller? Caller, Problem? Refusal)
{
    public static implicit operator AccessDecision(Caller caller) => new(caller, null);

    public static implicit operator AccessDecision(Problem refusal) => new(null, refusal);
}
