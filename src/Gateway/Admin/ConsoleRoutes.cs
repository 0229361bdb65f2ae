using Members.Gateway.Admin.Home;

namespace Members.Gateway.Admin;

/// <summary>The pages on which staff look after the site.</summary>
internal static class ConsoleRoutes
{
    public static void MapConsole(this IEndpointRouteBuilder routes)
    {
        HomePage.Map(routes);
    }
}
