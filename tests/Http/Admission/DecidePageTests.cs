using Members.Tests.Http.Hosting;
using Members.Tests.Http.Pages;

namespace Members.Tests.Http.Admission;

/// <summary>The page on which an approver decides from the mail (admission, section 5).</summary>
public sealed class DecidePageTests(ManualServer shared) : IClassFixture<ManualServer>, IAsyncLifetime
{
    private readonly MembersServer _server = shared.Server;

    public Task InitializeAsync() => _server.EmptyQueue();

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [InlineData("approve", "ACTIVE", "Approved", "APPROVED")]
    [InlineData("reject", "REJECTED", "Rejected", "REJECTED")]
    public async Task An_approver_decides_with_one_button_and_reads_what_they_did(string outcome, string status, string word, string act)
    {
        var (ann, applicant) = (await _server.Appoint("approver"), await _server.Named("Bob"));
        var link = await _server.LinkTo(ann, applicant);
        (await _server.OpenDecision(link)).ShowsApplication(
            true, $"<dd>{applicant.Email}</dd>", "<dd>Bob</dd>", "<dd>Waits for a decision</dd>", $"You decide as {ann.Email}.");

        var sent = await _server.SendDecision(link, outcome, "We know you.\r\nWelcome or not.");

        Assert.Equal((303, $"decide?token={link}"), (sent.Status, sent.Header("Location")));
        Assert.Equal(status, await _server.Status(applicant));
        var page = await _server.OpenDecision(link);
        Assert.Equal(200, page.Status);
        page.ShowsApplication(false, $"{word} by {ann.Email} on ");
        var application = await _server.Application(applicant);
        var decision = application.GetProperty("decision");
        Assert.Equal((act, "member", ann.Email), (
            decision.Str("outcome"), decision.GetProperty("by").Str("type"), decision.GetProperty("by").Str("name")));
        Assert.Equal("We know you.\nWelcome or not.", decision.Str("reason"));
        Assert.Equal(["SUBMITTED", act], application.GetProperty("history").EnumerateArray().Select(h => h.Str("act")));
    }

    [Fact]
    public async Task Who_is_rejected_reads_the_reason_at_login()
    {
        var (ann, applicant) = (await _server.Appoint("approver"), await _server.Register());
        await _server.SendDecision(await _server.LinkTo(ann, applicant), "reject", "We are full.");

        Assert.Equal("We are full.", (await _server.Login(applicant)).Is(Fault.ApplicationRejected).Data().Str("reason"));
    }

    [Fact]
    public async Task A_thousand_opens_by_scanners_and_mail_programs_change_nothing()
    {
        var (ann, applicant) = (await _server.Appoint("approver"), await _server.Register());
        var link = await _server.LinkTo(ann, applicant);
        var before = await Everything(ann, applicant);
        var address = $"{Approving.Page}?token={link}";
        string[] headers = ["Purpose: prefetch", "Sec-Purpose: prefetch;prerender", "X-Moz: prefetch", "User-Agent: LinkScanner/1.0"];
        for (var i = 0; i < 1000; i++)
        {
            // The outcome in the address is what a scanner makes of a form that it fills in and opens.
            var request = new HttpRequestMessage(
                i % 3 == 0 ? HttpMethod.Head : HttpMethod.Get, i % 2 == 0 ? address : $"{address}&outcome=approve&reason=x");
            var header = headers[i % headers.Length].Split(": ");
            request.Headers.TryAddWithoutValidation(header[0], header[1]);
            var page = await _server.Visitor.SendUnchecked(request);

            Assert.Equal(200, page.Status);
            Assert.False(page.Headers.Contains("Set-Cookie"));
        }

        Assert.Equal(before, await Everything(ann, applicant));
        Assert.Equal("PENDING", await _server.Status(applicant));
    }

    [Fact]
    public async Task Of_two_approvers_the_second_reads_who_was_first_and_changes_nothing()
    {
        var (ann, bob, applicant) = (
            await _server.Appoint("approver"), await _server.Appoint("approver", "auditor"), await _server.Register());
        var (anns, bobs) = (await _server.LinkTo(ann, applicant), await _server.LinkTo(bob, applicant));
        Assert.Equal(303, (await _server.SendDecision(anns, "reject", "The first.")).Status);

        var second = await _server.SendDecision(bobs, "approve");

        Assert.Equal(409, second.Status);
        second.ShowsApplication(false, $"{ann.Email} has decided on this application already", $"Rejected by {ann.Email} on ");
        (await _server.OpenDecision(bobs)).ShowsApplication(false, $"Rejected by {ann.Email} on ", "<dd class=\"text\">The first.</dd>");
        Assert.Equal("REJECTED", await _server.Status(applicant));
        Assert.Equal("The first.", (await _server.Application(applicant)).GetProperty("decision").Str("reason"));
        Assert.Equal(303, (await _server.SendDecision(bobs, "reject", "The second.")).Status);
        Assert.Equal("The first.", (await _server.Application(applicant)).GetProperty("decision").Str("reason"));
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    [InlineData("Origin", "https://evil.example")]
    [InlineData("Origin", "null")]
    public async Task A_form_that_a_page_of_another_origin_sends_does_nothing(string header, string value)
    {
        var (ann, applicant) = (await _server.Appoint("approver"), await _server.Register());
        var form = PageForm.Of(await _server.OpenDecision(await _server.LinkTo(ann, applicant))).With("outcome", "approve");

        var reply = await form.Send(_server, Approving.Page, (header, value));

        Assert.Equal((403, "text/html"), (reply.Status, reply.MediaType));
        Assert.Equal("PENDING", await _server.Status(applicant));
        Assert.Equal(303, (await form.Send(_server, Approving.Page, ("Sec-Fetch-Site", "same-origin"))).Status);
        Assert.Equal("ACTIVE", await _server.Status(applicant));
    }

    [Theory]
    [InlineData("")]
    [InlineData("block")]
    [InlineData("undo")]
    [InlineData("APPROVE")]
    public async Task Nothing_but_approve_and_reject_is_done(string outcome)
    {
        var (ann, applicant) = (await _server.Appoint("approver"), await _server.Register());

        var page = await _server.SendDecision(await _server.LinkTo(ann, applicant), outcome, "My reason.");

        Assert.Equal(400, page.Status);
        page.ShowsApplication(true, "Choose what to do, and try again.", "My reason.</textarea>");
        Assert.Equal("PENDING", await _server.Status(applicant));
    }

    [Fact]
    public async Task A_reason_that_cannot_be_kept_is_shown_again_with_what_is_wrong_beside_it()
    {
        var (ann, applicant) = (await _server.Appoint("approver"), await _server.Register());
        var link = await _server.LinkTo(ann, applicant);
        foreach (var reason in new[] { new string('x', 1001), "a\u001bb" })
        {
            var page = await _server.SendDecision(link, "reject", reason);
            Assert.Equal(400, page.Status);
            page.ShowsApplication(true, "aria-invalid=\"true\" aria-describedby=\"reason-error\"");
            PageChecks.IsTied(page);
            PageChecks.IsHarmless(page);
        }

        Assert.Equal("PENDING", await _server.Status(applicant));
        Assert.Equal(303, (await _server.SendDecision(link, "reject", new string('x', 1000))).Status);
    }

    [Fact]
    public async Task The_page_loads_nothing_of_others_and_cannot_be_framed()
    {
        var (ann, applicant) = (await _server.Appoint("approver"), await _server.Register());
        var link = await _server.LinkTo(ann, applicant);
        foreach (var page in new[]
        {
            await _server.OpenDecision(link), await _server.SendDecision(link, ""), await _server.OpenDecision("mdt_x"),
            await _server.SendDecision("", "approve"),
        })
        {
            PageChecks.IsHarmless(page);
            PageChecks.IsTied(page);
        }

        // The token is in the address of this page: no other site may learn it, and the form must tell its origin.
        Assert.Equal("same-origin", (await _server.OpenDecision(link)).Header("Referrer-Policy"));
    }

    [Fact]
    public async Task A_network_that_opens_it_too_often_is_refused()
    {
        await using var server = await MembersServer.Start(
            [("Members:SignupApproval", "Manual"), ("Members:VisitorRequestsPerMinute", "5")]);
        for (var i = 0; i < 5; i++)
        {
            (await server.OpenDecision("mdt_x")).IsDeadLink("This link does not work");
        }

        Assert.Equal(429, (await server.OpenDecision("mdt_x")).Status);
        Assert.Equal(429, (await server.SendDecision("mdt_x", "approve")).Status);
    }

    [Theory]
    [InlineData("application/json", "{\"token\":\"x\"}")]
    [InlineData("text/plain", "token=x")]
    public async Task What_is_no_form_is_unsupported(string contentType, string body)
    {
        var reply = await _server.SendBody(Approving.Page, body, contentType);
        Assert.Equal((415, "text/html"), (reply.Status, reply.MediaType));
    }

    // All that is shown of both: also the approver's last login, which a session would change.
    private async Task<(string, string, string)> Everything(Person approver, Person applicant) => (
        (await _server.Application(applicant)).GetRawText(), await _server.Shown(applicant.Id), await _server.Shown(approver.Id));
}
