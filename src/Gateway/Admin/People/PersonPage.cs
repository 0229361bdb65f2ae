using Members.Accounts;
using Members.Admission;
using Members.Audit;
using Members.Gateway.Access;
using Members.Gateway.Admission;
using Members.Gateway.Json;
using Members.Gateway.Pages;
using Members.Mail;
using Members.Outcomes;
using Members.Sessions;
using Members.Staff;

namespace Members.Gateway.Admin.People;

/// <summary>One member, as staff see them.</summary>
/// <param name="Member">The member.</param>
/// <param name="Sessions">Their live sessions.</param>
/// <param name="Events">Their last security events.</param>
/// <param name="Roles">Their roles.</param>
/// <param name="Application">Their newest application; null when they made none.</param>
internal sealed record PersonPage(
    MemberView Member,
    IReadOnlyList<SessionView> Sessions,
    IReadOnlyList<MemberEvent> Events,
    StaffRoles Roles,
    ApplicationView? Application)
{
    private const int ShownEvents = 50;

    /// <summary>The mails to them that wait; null when nobody could tell.</summary>
    public WaitingMails? Mails { get; init; }

    /// <summary>Why the last act was refused; null when it was not.</summary>
    public Refusal? Refusal { get; init; }

    /// <summary>What was done last, as the address says.</summary>
    public PersonDone? Done { get; init; }

    /// <summary>Collects what is shown; null when there is no such member.</summary>
    public static async Task<PersonPage?> Read(string id, IGrainFactory grains, StaffChecks staff)
    {
        if (!Ids.TryParse(id, out var memberId) || await grains.GetMembers().Of(memberId).Find() is not { } member)
        {
            return null;
        }

        var grain = grains.GetMembers().Of(memberId);
        var (sessions, events, application) =
            (grain.ListSessions(), grain.ListEvents(ShownEvents), QueueEndpoints.Queue(grains).Find(memberId));
        var mails = SiloAnswers.Answer(async () => new WaitingMails(await grains.GetGrain<IMemberMailsGrain>(memberId).ListWaiting()));
        return new PersonPage(member, await sessions, await events ?? [], await staff.ShownRolesOf(memberId), await application)
        {
            Mails = await mails,
        };
    }

    /// <summary>Shows a member.</summary>
    public static async Task<IResult> Show(string id, HttpContext context, IGrainFactory grains, StaffChecks staff) =>
        await Read(id, grains, staff) is { } page
            ? new Page<PersonView, PersonPage>(page with
            {
                Done = PersonDone.Of(context.Request.Query) is { } done && done.IsTrueOf(page.Member.Status) ? done : null,
            })
            : TypedResults.NotFound();

    /// <summary>The page again, and why what was wanted was not done.</summary>
    public static async Task<IResult> Refused(string id, Refusal refusal, IGrainFactory grains, StaffChecks staff) =>
        await Read(id, grains, staff) is { } page
            ? new Page<PersonView, PersonPage>(page with { Refusal = refusal }, refusal.Entry.Api.Error.Status)
            : TypedResults.NotFound();
}

/// <summary>The mails to a member that have not left yet.</summary>
/// <param name="All">The mails, the one that is tried next first.</param>
internal sealed record WaitingMails(IReadOnlyList<WaitingMail> All)
{
    /// <summary>Whether one of them has been tried, so that it can be tried again.</summary>
    public bool CanBeTried => All.Any(m => m.Attempts > 0);
}
