using Members.Accounts;
using Members.Gateway.Access;
using Members.Gateway.Pages;

namespace Members.Gateway.Account.Overview;

/// <summary>What a member sees first: who they are here.</summary>
/// <param name="Member">The member.</param>
internal sealed record OverviewPage(MemberView Member)
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/account", Show);

    private static IResult Show(HttpContext context) =>
        new Page<OverviewView, OverviewPage>(new OverviewPage(Caller.SessionOf(context).Member));
}
