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
        if (callers.Presented(context).Session is null)
        {
            if (CallerIdentity.Find<Caller.Key>(context.User) is not null)
            {
                return AccessRefusal.NotAMember;
            }

            if (CallerIdentity.Find<Caller.Visitor>(context.User) is not null)
            {
                return AccessRefusal.VisitorNotAMember;
            }
        }

        return AccessRefusal.OfNobody(context);
    }
}
