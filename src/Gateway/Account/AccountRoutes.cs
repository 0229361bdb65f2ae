using Members.Gateway.Account.Activity;
using Members.Gateway.Account.Addresses;
using Members.Gateway.Account.Apps;
using Members.Gateway.Account.Data;
using Members.Gateway.Account.Deletion;
using Members.Gateway.Account.Overview;
using Members.Gateway.Account.Password;
using Members.Gateway.Account.Profile;
using Members.Gateway.Account.Sessions;
using Members.Gateway.Pages;

namespace Members.Gateway.Account;

/// <summary>The pages on which members look after their own account.</summary>
internal static class AccountRoutes
{
    public static void MapAccount(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapMemberPages().AddEndpointFilter<RouteGroupBuilder, ReturnLinks>();
        OverviewPage.Map(group);
        ProfilePage.Map(group);
        AddressesPage.Map(group);
        PasswordPage.Map(group);
        SessionsPage.Map(group);
        ActivityPage.Map(group);
        AppsPage.Map(group);
        DataPage.Map(group);
        DeletePage.Map(group);
        GoodbyePage.Map(routes);
    }
}
