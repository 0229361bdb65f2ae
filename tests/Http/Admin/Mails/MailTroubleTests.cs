using Members.Grains.Mail;
using Members.Mail;
using Members.Outcomes;
using Members.Tests.Http.Hosting;
using Members.Tests.Http.Pages;
using Microsoft.Extensions.DependencyInjection;

namespace Members.Tests.Http.Admin.Mails;

/// <summary>Mails that staff try out, and mails that do not leave.</summary>
[Collection(TroubledCollection.Name)]
public sealed class MailTroubleTests(TroubledServer shared) : IDisposable
{
    private const string Mail = "/admin/mails/set-password/en", Button = "Send this to me";

    public void Dispose() => shared.Mails.Fault = MailServerFault.None;

    [Fact]
    public async Task An_owner_sends_a_mail_to_their_own_address_alone()
    {
        var (owner, person) = await shared.Staff("owner");
        var page = await owner.Open(Mail);

        var sent = await page.Submit(Button, ("to", "victim@example.org"), ("email", "victim@example.org"));

        Assert.Equal((200, Mail), (sent.Status, sent.Path));
        Assert.Equal($"The mail server has accepted it for {person.Email}.", sent.Message);
        var mail = Assert.Single(shared.Mails.To(person.Email));
        Assert.Contains("[Test] ", mail.Text, StringComparison.Ordinal);
        Assert.Empty(shared.Mails.To("victim@example.org"));
        PageChecks.IsHarmless(sent.Reply);
        var log = await owner.Open($"/admin/security?kind=mail_test_sent&who={person.Id}");
        Assert.Equal(["mail_test_sent"], log.Texts("tbody td:nth-child(2)"));
    }

    [Fact]
    public async Task What_the_mail_server_refuses_is_said_without_its_words()
    {
        var (owner, person) = await shared.Staff("owner");
        var page = await owner.Open(Mail);
        shared.Mails.Fault = MailServerFault.Refused;

        var refused = await page.Submit(Button);

        Assert.Equal(200, refused.Status);
        Assert.Contains(
            "127.0.0.1:" + shared.Mails.Port + " (None) did not accept it: the server refused it: RecipientNotAccepted, status 550 5.1.1",
            refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(person.Email, refused.Message, StringComparison.Ordinal);
        var log = await owner.Open($"/admin/security?outcome=refused&who={person.Id}");
        Assert.Contains("NOT_DELIVERED", log.Texts("tbody td:nth-child(3)"));
    }

    [Fact]
    public async Task Nobody_sends_more_than_a_few_and_nobody_but_owners_from_this_site_sends_any()
    {
        var (owner, person) = await shared.Staff("owner");
        for (var i = 0; i < MailTestGrain.PerHour; i++)
        {
            Assert.Equal(200, (await (await owner.Open(Mail)).Submit(Button)).Status);
        }

        var tooMany = await (await owner.Open(Mail)).Submit(Button);
        Assert.Equal((429, MailTestGrain.PerHour), (tooMany.Status, shared.Mails.To(person.Email).Count()));
        Assert.Contains("sent enough", tooMany.Message, StringComparison.Ordinal);

        var form = (await owner.Open(Mail)).Form(Button);
        Assert.Equal(403, (await owner.SendOnly(form.Action, form.Fields, ("Sec-Fetch-Site", "cross-site"))).Status);
        foreach (var role in new[] { "auditor", "approver", "helpdesk" })
        {
            var (other, _) = await shared.Staff(role);
            Assert.Equal(403, (await other.SendOnly(form.Action, [])).Status);
        }

        Assert.DoesNotContain(Button, (await (await shared.Staff("auditor")).Browser.Open(Mail)).Words, StringComparison.Ordinal);
        Assert.Equal(404, (await owner.SendOnly("/admin/mails/nothing/en/test", form.Fields)).Status);
    }

    // Whoever reaches the silos, past the pages.
    [Fact]
    public async Task The_grain_sends_to_nobody_who_is_not_of_the_staff()
    {
        var member = await shared.Server.Register();
        var grains = shared.Server.App.Services.GetRequiredService<IGrainFactory>();

        Assert.IsType<Refusal.MemberNotFound>((await grains.GetGrain<IMailTestGrain>(member.Id).Send("set-password", "en")).Refusal);
        Assert.IsType<Refusal.MemberNotFound>((await grains.GetGrain<IMailTestGrain>(Guid.NewGuid()).Send("set-password", "en")).Refusal);
        Assert.Empty(shared.Mails.To(member.Email));
    }

    [Fact]
    public async Task A_mail_that_fails_is_listed_leads_to_its_member_and_can_be_tried_at_once()
    {
        var (owner, _) = await shared.Staff("owner");
        var member = await shared.Server.Register();
        shared.Mails.Fault = MailServerFault.RefusedForNow;
        await shared.Server.SendSetPasswordEmail(member.Email);

        var mails = await Eventually.Get(
            () => owner.Open("/admin/mails"), p => p.Words.Contains($"{member.Id}"[..8], StringComparison.Ordinal));
        var row = Row(mails, $"{member.Id}"[..8]);
        Assert.Contains("Link that sets a password", row, StringComparison.Ordinal);
        Assert.Contains("Is tried again", row, StringComparison.Ordinal);
        Assert.Contains("the server refused it: RecipientNotAccepted, status 451 4.3.0", row, StringComparison.Ordinal);
        Assert.DoesNotContain(member.Email, mails.Words, StringComparison.Ordinal);
        Assert.Contains("within the last hour", (await owner.Open("/admin")).Words, StringComparison.Ordinal);

        var page = await mails.Follow($"{member.Id}"[..8]);
        Assert.Contains("Mails that wait", page.Words, StringComparison.Ordinal);
        Assert.Contains("Nothing was tried", (await page.Submit("Try now")).Message, StringComparison.Ordinal);
        shared.Server.Clock.Advance(TimeSpan.FromSeconds(31));
        shared.Mails.Fault = MailServerFault.None;
        Assert.Equal("One mail is being tried again.", (await page.Submit("Try now")).Message);
        await Eventually.Holds(() => Task.FromResult(shared.Mails.To(member.Email).Any()), "the mail");
        var path = $"/admin/members/{member.Id}";
        await Eventually.Holds(
            async () => !(await owner.Open(path)).Words.Contains("Mails that wait", StringComparison.Ordinal), "an empty outbox");
    }

    [Fact]
    public async Task A_mail_that_is_given_up_is_listed_as_such_and_a_hostile_reason_is_text()
    {
        var failed = shared.Server.App.Services.GetRequiredService<FailedMails>();
        var hostile = "<script>alert(1)</script>\" onmouseover=\"alert(2)";
        failed.Add(new MailFailure(shared.Server.Clock.GetUtcNow(), hostile, Guid.NewGuid(), 1, hostile, IsGivenUp: true));
        var (auditor, _) = await shared.Staff("auditor");

        var page = await auditor.Open("/admin/mails");

        var row = Row(page, hostile);
        Assert.Contains("Given up", row, StringComparison.Ordinal);
        PageChecks.IsHarmless(page.Reply);
        Assert.Empty(page.Document.QuerySelectorAll("main script"));
        Assert.Equal(403, (await (await shared.Staff("helpdesk")).Browser.Open("/admin/mails")).Status);
    }

    [Fact]
    public async Task Who_may_not_help_members_does_not_try_their_mails()
    {
        var member = await shared.Server.Register();
        var (desk, _) = await shared.Staff("helpdesk");
        var fields = (await desk.Open($"/admin/members/{member.Id}")).Form("Mail a link that sets the password").Fields;
        Assert.Equal(303, (await desk.SendOnly($"/admin/members/{member.Id}/try-mails", fields)).Status);
        Assert.Equal(404, (await desk.SendOnly($"/admin/members/{Guid.NewGuid()}/try-mails", fields)).Status);
        Assert.Equal(
            403, (await desk.SendOnly($"/admin/members/{member.Id}/try-mails", fields, ("Sec-Fetch-Site", "cross-site"))).Status);
        foreach (var role in new[] { "auditor", "approver" })
        {
            var (other, _) = await shared.Staff(role);
            Assert.Equal(403, (await other.SendOnly($"/admin/members/{member.Id}/try-mails", fields)).Status);
        }
    }

    private static string Row(ShownPage page, string text) => page.Texts("tbody tr").First(r => r.Contains(text, StringComparison.Ordinal));
}
