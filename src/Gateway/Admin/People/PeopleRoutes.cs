using Members.Gateway.Access;
using Members.Gateway.Pages;
using Members.Staff;

namespace Members.Gateway.Admin.People;

/// <summary>Members, as staff look them up and help them. Who may do what is what the API says of the same acts.</summary>
internal static class PeopleRoutes
{
    private const string List = "/admin/members", One = List + "/{id}";

    public static void MapPeople(this IEndpointRouteBuilder routes)
    {
        var helpdesk = routes.MapStaffPages(StaffRoles.Helpdesk);
        helpdesk.MapGet(List, PeoplePage.Show);
        helpdesk.MapGet(List + "/export", PeopleExport.Show).DisableRequestTimeout().RequireRateLimiting(RateLimits.Member);
        helpdesk.MapGet(One, PersonPage.Show);
        helpdesk.MapPost(One + "/end-sessions", PersonActs.EndSessions);
        helpdesk.MapPost(One + "/verify-email", PersonActs.VerifyEmail);
        helpdesk.MapPost(One + "/mail-link", PersonActs.MailLink);
        helpdesk.MapPost(One + "/try-mails", PersonActs.TryMails);

        var owners = routes.MapStaffPages(StaffRoles.Owner);
        owners.MapGet(One + "/block", PersonActs.AskBlock);
        owners.MapPost(One + "/block", PersonActs.Block);
        owners.MapPost(One + "/unblock", PersonActs.Unblock);
        owners.MapGet(One + "/delete", PersonActs.AskDelete);
        owners.MapPost(One + "/delete", PersonActs.Delete);
    }
}
