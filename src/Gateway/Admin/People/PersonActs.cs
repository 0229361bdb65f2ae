using System.Diagnostics;
using Members.Accounts;
using Members.Admission;
using Members.Gateway.Access;
using Members.Gateway.Json;
using Members.Gateway.Pages;
using Members.Mail;
using Members.Outcomes;

namespace Members.Gateway.Admin.People;

/// <summary>What staff do to a member. Each act leads back to the member's page, which says what came of it.</summary>
internal static class PersonActs
{
    public static Task<IResult> EndSessions(string id, HttpContext context, IGrainFactory grains, StaffChecks staff) =>
        Run(id, PersonDone.Ended, grains, staff, async member =>
        {
            if (Ids.TryParse(context.Request.Form["session"], out var session))
            {
                await member.EndSession(session);
            }
            else
            {
                await member.EndAllSessions();
            }

            return null;
        });

    public static Task<IResult> VerifyEmail(string id, IGrainFactory grains, StaffChecks staff) =>
        Run(id, PersonDone.Confirmed, grains, staff, async member => (await member.VerifyEmail()).Refusal);

    public static Task<IResult> MailLink(string id, IGrainFactory grains, StaffChecks staff) =>
        Run(id, PersonDone.Mailed, grains, staff, async member =>
            await member.Find() is { } found && Emails.EmailAddress.TryParse(found.LoginEmail, out var email)
                ? (await grains.GetMembers().SendSetPasswordEmail(email, hideIgnoreMessage: false)).Refusal
                : new Refusal.MemberNotFound());

    /// <summary>Tries the mails again that wait, without another word to whoever waits for them.</summary>
    public static async Task<IResult> TryMails(string id, IGrainFactory grains, StaffChecks staff)
    {
        if (!Ids.TryParse(id, out var member))
        {
            return TypedResults.NotFound();
        }

        var outcome = await grains.GetGrain<IMemberMailsGrain>(member).TryNow();
        return outcome.Refusal is { } refusal
            ? await PersonPage.Refused(id, refusal, grains, staff)
            : new SeeOther(new PersonDone(PersonDone.Tried, outcome.Value!.Count, 0).Address(id));
    }

    /// <summary>Says what a block would do, before it is done.</summary>
    public static async Task<IResult> AskBlock(string id, IGrainFactory grains, StaffChecks staff) =>
        await PersonPage.Read(id, grains, staff) is { } person ? new BlockPage(person).Page() : TypedResults.NotFound();

    public static async Task<IResult> Block(
        string id, HttpContext context, IGrainFactory grains, StaffChecks staff)
    {
        if (await PersonPage.Read(id, grains, staff) is not { } person)
        {
            return TypedResults.NotFound();
        }

        var page = BlockPage.Of(person, context.Request.Form);
        if (page.IsEndWrong)
        {
            return page.Page();
        }

        var began = Stopwatch.GetTimestamp();
        var outcome = await grains.GetMembers().Of(person.Member.Id).BlockWith(new BlockMember(null, page.Reason, page.End, page.Tells));
        var took = (int)Math.Ceiling(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        return outcome.Succeeded
            ? new SeeOther(new PersonDone(PersonDone.Blocked, person.Sessions.Count, took) { Nodes = await Nodes(grains) }.Address(id))
            : (page with { Refusal = outcome.Refusal }).Page();
    }

    /// <summary>
    /// Lifts a block. Of an applicant it is a decision, with an entry in their history; of others the function approve, whose ticket is
    /// for nobody here to have.
    /// </summary>
    public static async Task<IResult> Unblock(string id, IGrainFactory grains, StaffChecks staff)
    {
        if (await PersonPage.Read(id, grains, staff) is not { Member.Status: MemberStatus.Blocked } person)
        {
            return new SeeOther($"../{id}");
        }

        var member = person.Member.Id;
        var command = new DecideApplication(ApplicationCommand.Approve) { Seen = MemberStatus.Blocked };
        var refusal = person.Application is null
            ? (await grains.GetMembers().Of(member).Approve()).Refusal
            : (await grains.GetGrain<IMemberApplicationsGrain>(member).Decide(command)).Refusal;
        return refusal is null
            ? new SeeOther(new PersonDone(PersonDone.Unblocked, 0, 0).Address(id))
            : await PersonPage.Refused(id, refusal, grains, staff);
    }

    /// <summary>Asks whether a deletion is meant.</summary>
    public static async Task<IResult> AskDelete(string id, IGrainFactory grains, StaffChecks staff) =>
        await PersonPage.Read(id, grains, staff) is { } person ? new DeletePage(person).Page() : TypedResults.NotFound();

    /// <summary>Deletes, when the address was typed as it is.</summary>
    public static async Task<IResult> Delete(string id, HttpContext context, IGrainFactory grains, StaffChecks staff)
    {
        if (await PersonPage.Read(id, grains, staff) is not { } person)
        {
            return TypedResults.NotFound();
        }

        var page = new DeletePage(person) { Typed = context.Request.Form.Line("email") };
        if (!page.IsSure)
        {
            return page.Page();
        }

        var outcome = await grains.GetMembers().Of(person.Member.Id).Delete();
        return outcome.Succeeded
            ? new SeeOther("../../members")
            : (page with { Refusal = outcome.Refusal }).Page();
    }

    // Zero when nobody can tell, and then the page says nothing of it: the block is done.
    private static async Task<int> Nodes(IGrainFactory grains) =>
        (await SiloAnswers.Answer(() => grains.GetGrain<IManagementGrain>(0).GetHosts(onlyActive: true)))?.Count ?? 0;

    private static async Task<IResult> Run(
        string id, string act, IGrainFactory grains, StaffChecks staff, Func<IMemberGrain, Task<Refusal?>> command)
    {
        if (!Ids.TryParse(id, out var member) || await grains.GetMembers().Of(member).Find() is null)
        {
            return TypedResults.NotFound();
        }

        return await command(grains.GetMembers().Of(member)) is { } refusal
            ? await PersonPage.Refused(id, refusal, grains, staff)
            : new SeeOther(new PersonDone(act, 0, 0).Address(id));
    }
}
