using Members.Gateway.Account;
using Members.Gateway.Admin;
using Members.Gateway.Login;
using Members.Gateway.Setup;
using Microsoft.Extensions.Options;

namespace Members.Gateway.Pages;

/// <summary>The pages that a site serves, by its settings.</summary>
internal static class SitePages
{
    public static void MapSitePages(this IEndpointRouteBuilder routes)
    {
        var options = routes.ServiceProvider.GetRequiredService<IOptions<PagesOptions>>().Value;
        PageAssets.Map(routes);
        if (options.Members || options.Console)
        {
            routes.MapLogIn();
        }

        if (options.Members)
        {
            routes.MapAccount();
        }

        if (options.Console)
        {
            routes.MapConsole();
            routes.MapSetUp();
        }
    }
}
