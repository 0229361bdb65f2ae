using Members.Gateway.Admin.Apps;
using Members.Gateway.Admin.Doors;
using Members.Gateway.Admin.FormEditor;
using Members.Gateway.Admin.Health;
using Members.Gateway.Admin.Home;
using Members.Gateway.Admin.Importing;
using Members.Gateway.Admin.Invitations;
using Members.Gateway.Admin.Keys;
using Members.Gateway.Admin.Mails;
using Members.Gateway.Admin.People;
using Members.Gateway.Admin.Queue;
using Members.Gateway.Admin.Security;
using Members.Gateway.Admin.SiteSettings;
using Members.Gateway.Admin.Team;

namespace Members.Gateway.Admin;

/// <summary>The pages on which staff look after the site.</summary>
internal static class ConsoleRoutes
{
    public static void MapConsole(this IEndpointRouteBuilder routes)
    {
        HomePage.Map(routes);
        routes.MapPeople();
        TeamPage.Map(routes);
        QueueRoutes.Map(routes);
        QueueEvents.Map(routes);
        InvitationsPage.Map(routes);
        ImportRoutes.Map(routes);
        DoorsPage.Map(routes);
        RulesPage.Map(routes);
        FormPage.Map(routes);
        EditFormPage.Map(routes);
        SettingsPage.Map(routes);
        KeysPage.Map(routes);
        AppsPage.Map(routes);
        MailsPage.Map(routes);
        SecurityPage.Map(routes);
        HealthPage.Map(routes);
    }
}
