using Members.Gateway.Admin.Home;
using Members.Gateway.Admin.Invitations;
using Members.Gateway.Admin.Queue;

namespace Members.Gateway.Admin;

/// <summary>The pages on which staff look after the site.</summary>
internal static class ConsoleRoutes
{
    public static void MapConsole(this IEndpointRouteBuilder routes)
    {
        HomePage.Map(routes);
        QueueRoutes.Map(routes);
        QueueEvents.Map(routes);
        InvitationsPage.Map(routes);
    }
}
