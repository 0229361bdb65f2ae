namespace Members.Gateway.Access;

/// <summary>Admits members.</summary>
internal sealed class MemberAccess(Callers callers, FormOrigin forms) : AccessHandler<MemberRequirement>(forms)
{
    protected override async ValueTask<AccessDecision> Decide(HttpContext context, MemberRequirement requirement)
    {
        if (CallerIdentity.Find<Caller.Member>(context.User) is { } member)
        {
            return requirement.ManagesAccount && !await callers.MayManageAccount(member) ? AccessRefusal.NoAccountManagement : member;
        }

        // A dead session beside a key: the session is what the call was meant to be made with.
        var presented = callers.Presented(context);
        if (presented.Session is null && await callers.FindKey(context, presented) is not null)
        {
            return AccessRefusal.NotAMember;
        }

        return presented.Session is null && await callers.FindVisitor(context, presented) is not null
            ? AccessRefusal.VisitorNotAMember
            : AccessRefusal.OfNobody(context);
    }
}
