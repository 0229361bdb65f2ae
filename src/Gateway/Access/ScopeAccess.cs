using Members.Staff;
using Microsoft.Extensions.Options;

namespace Members.Gateway.Access;

/// <summary>
/// Admits API keys with a scope, members where the route is for them too or for their roles, and visitors where the function is opened.
/// </summary>
internal sealed class ScopeAccess(Callers callers, StaffChecks staff, FormOrigin forms, IOptions<MembersGatewayOptions> options)
    : AccessHandler<ScopeRequirement>(forms)
{
    protected override async ValueTask<AccessDecision> Decide(HttpContext context, ScopeRequirement requirement)
    {
        var key = CallerIdentity.Find<Caller.Key>(context.User);
        if (key?.Scopes.HasFlag(requirement.Scope) == true)
        {
            return key;
        }

        var member = CallerIdentity.Find<Caller.Member>(context.User);
        if (member is not null && requirement.OrMember)
        {
            return await callers.MayManageAccount(member) ? member : AccessRefusal.NoAccountManagement;
        }

        var isOpened = requirement.Function is { } function && options.Value.Elevate.Contains(function);
        var roles = member is null || requirement.Staff == StaffRoles.None
            ? StaffRoles.None
            : await staff.RolesOf(member.Session.Member.Id);
        if (StaffRights.Allow(roles, requirement.Staff, HttpMethods.IsGet(context.Request.Method)))
        {
            if (await callers.MayManageAccount(member!))
            {
                return member! with { Roles = roles };
            }

            if (!isOpened)
            {
                return AccessRefusal.StaffByApp;
            }
        }

        if (key is not null)
        {
            return AccessRefusal.Lacks(requirement.Scope);
        }

        // Where nobody need be logged in, a dead credential is ignored.
        var visitor = CallerIdentity.Find<Caller.Visitor>(context.User);
        if (isOpened)
        {
            return visitor ?? Caller.Visitor.Instance;
        }

        return (member, visitor) switch
        {
            (not null, _) => requirement.Staff == StaffRoles.None ? AccessRefusal.MemberWithoutKey : AccessRefusal.WithoutRole,
            (_, not null) => AccessRefusal.VisitorWithoutKey,
            _ => AccessRefusal.OfNobody(context),
        };
    }
}
