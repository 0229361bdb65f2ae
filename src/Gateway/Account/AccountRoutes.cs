using Members.Gateway.Account.Data;
using Members.Gateway.Account.Overview;
using Members.Gateway.Pages;

namespace Members.Gateway.Account;

/// <summary>The pages on which members look after their own account.</summary>
internal static class AccountRoutes
{
    public static void MapAccount(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapMemberPages();
        OverviewPage.Map(group);
        DataPage.Map(group);
    }
}
