using Members.Grains.Digest;
using Members.Secrets;
using Members.Tests.Http.Hosting;
using static Members.Tests.Http.Admission.Queue;
using static Members.Tests.Http.Hosting.Persons;

namespace Members.Tests.Http.Admission;

/// <summary>For whom, for which application and for how long a link in a mail to an approver is good (admission, section 5).</summary>
public sealed class DecisionLinkTests(ManualServer shared) : IClassFixture<ManualServer>, IAsyncLifetime
{
    private const string Over = "This link is over", Useless = "This link does not work", Expired = "This link has expired";
    private readonly MembersServer _server = shared.Server;

    public Task InitializeAsync() => _server.EmptyQueue();

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [InlineData("dismissed")]
    [InlineData("blocked")]
    [InlineData("auditor")]
    [InlineData("helpdesk")]
    [InlineData("deleted")]
    public async Task It_is_dead_while_its_approver_may_not_decide(string change)
    {
        var (ann, applicant) = (await _server.Appoint("approver"), await _server.Register());
        var link = await _server.LinkTo(ann, applicant);
        switch (change)
        {
            case "dismissed":
                await _server.Dismiss(ann);
                break;
            case "blocked":
                await Persons.Block(_server, ann);
                break;
            case "deleted":
                (await _server.Operator.Delete($"/v1/members/{ann.Id}")).Done();
                break;
            default:
                await _server.Give(ann, change);
                break;
        }

        await _server.IsDead(link, Over, applicant);
        Assert.Equal("PENDING", await _server.Status(applicant));
        if (change is "dismissed" or "auditor" or "helpdesk")
        {
            await _server.Give(ann, "approver");
            (await _server.OpenDecision(link)).ShowsApplication(true);
        }
    }

    [Fact]
    public async Task An_owner_decides_by_it_too()
    {
        var (owner, applicant) = (await _server.Appoint("owner"), await _server.Register());

        Assert.Equal(303, (await _server.SendDecision(await _server.LinkTo(owner, applicant), "approve")).Status);
        Assert.Equal("ACTIVE", await _server.Status(applicant));
    }

    [Fact]
    public async Task Nobody_decides_about_themself()
    {
        var ann = await _server.Appoint("approver");
        await _server.LinkTo(ann, await _server.Register());
        var own = await _server.MakeLink(new DecisionLink(ann.Id, ann.Id, 1));

        foreach (var outcome in new[] { "approve", "reject" })
        {
            var page = await _server.SendDecision(own, outcome);
            Assert.Equal(403, page.Status);
            page.ShowsApplication(false, "Nobody decides about themself.");
        }

        Assert.Equal("ACTIVE", await _server.Status(ann));
    }

    [Fact]
    public async Task It_decides_on_who_waits_and_on_nobody_else()
    {
        var (ann, member) = (await _server.Appoint("approver"), await _server.Approved());
        var rejected = await _server.Register();
        await _server.LinkTo(ann, rejected);
        (await _server.Decide(rejected, "reject")).Done();

        Assert.Equal(409, (await _server.SendDecision(await Made(ann, member), "reject")).Status);
        Assert.Equal(409, (await _server.SendDecision(await Made(ann, rejected), "approve")).Status);
        Assert.Equal(("ACTIVE", "REJECTED"), (await _server.Status(member), await _server.Status(rejected)));
    }

    [Fact]
    public async Task It_is_of_one_application_and_over_when_they_apply_again()
    {
        await _server.Tell(new { reapplyAfter = "00:00:00" });
        var (ann, applicant) = (await _server.Appoint("approver"), await _server.Register());
        var first = await _server.LinkTo(ann, applicant);
        (await _server.Decide(applicant, "reject")).Done();
        Assert.Equal(applicant.Id, (await _server.Register(applicant.Email)).Id);

        await _server.IsDead(first, Over, applicant);
        Assert.Equal("PENDING", await _server.Status(applicant));
        var second = await _server.LinkTo(ann, applicant);
        (await _server.OpenDecision(second)).ShowsApplication(true, "<dt>Application number</dt>\n<dd>2</dd>");
        Assert.Equal(303, (await _server.SendDecision(second, "approve")).Status);
    }

    [Fact]
    public async Task It_is_over_when_the_applicant_has_withdrawn()
    {
        var (ann, applicant) = (await _server.Appoint("approver"), await _server.Register());
        var link = await _server.LinkTo(ann, applicant);
        (await _server.Visitor.Post($"{Applications}/mine/withdraw", new { token = applicant.Answer.Str("applicationToken") })).Done();

        (await _server.OpenDecision(link)).IsDeadLink(Over, applicant);
        var decided = await _server.SendDecision(link, "approve");
        Assert.Equal(404, (await _server.Operator.Get($"/v1/members/{applicant.Id}")).Status);
        decided.IsDeadLink(Over, applicant);
    }

    [Fact]
    public async Task It_expires_after_thirty_hours_to_the_second()
    {
        var (ann, applicant) = (await _server.Appoint("approver"), await _server.Register());
        var link = await _server.LinkTo(ann, applicant);
        _server.Clock.Advance(TimeSpan.FromHours(30) - TimeSpan.FromSeconds(1));
        (await _server.OpenDecision(link)).ShowsApplication(true);

        _server.Clock.Advance(TimeSpan.FromSeconds(1));
        await _server.IsDead(link, Expired, applicant);
        Assert.Equal("PENDING", await _server.Status(applicant));
    }

    [Fact]
    public async Task What_was_made_up_or_is_for_something_else_opens_nothing()
    {
        var (ann, applicant) = (await _server.Appoint("approver"), await _server.Register());
        var link = await _server.LinkTo(ann, applicant);
        var tokens = Enum.GetValues<TokenPurpose>()
            .Select(p => OpaqueToken.Create(p, applicant.Id, ann.Id, new byte[32]).Reveal())
            .SelectMany(t => new[] { t, "mdt_" + t[4..] });
        foreach (var bad in tokens.Concat(
        [
            Changed(link), applicant.ApprovalToken, applicant.Answer.Str("applicationToken"), link + "x", link[..^1], " " + link, "", "x",
            link.ToUpperInvariant(), "\"><script>alert(1)</script>", "{{ token }}", new string('x', 3000), link + "&outcome=approve",
        ]))
        {
            await _server.IsDead(bad, Useless, applicant);
        }

        foreach (var query in new[] { "", "?token", $"?tok={link}", $"?token={link}&token={link}", $"?token[]={link}" })
        {
            (await _server.Visitor.SendUnchecked(new(HttpMethod.Get, Approving.Page + query))).IsDeadLink(Useless, applicant);
        }

        Assert.Equal("PENDING", await _server.Status(applicant));
        Assert.Equal(200, (await _server.Visitor.SendUnchecked(new(HttpMethod.Get, $"{Approving.Page}?x=1&token={link}&y=%00"))).Status);
    }

    [Fact]
    public async Task It_logs_nobody_in_and_opens_no_other_page()
    {
        var (ann, applicant) = (await _server.Appoint("approver"), await _server.Register());
        var link = await _server.LinkTo(ann, applicant);

        (await _server.Visitor.As($"Bearer {link}").Get($"{Auth}/me")).Is(Fault.Unauthenticated);
        (await _server.Visitor.As($"Bearer {link}").Get(Applications)).Is(Fault.Unauthenticated);
        (await _server.Apply(link)).Is(Fault.TokenInvalid);
        (await _server.SetPassword(link, "another-fine-password-8")).Is(Fault.TokenInvalid);
        (await _server.Visitor.Post($"{Applications}/mine", new { token = link })).Is(Fault.TokenInvalid);
        Assert.DoesNotContain(link, _server.Log.Text, StringComparison.Ordinal);
    }

    private Task<string> Made(Person approver, Person applicant) =>
        _server.MakeLink(new DecisionLink(approver.Id, applicant.Id, 1));
}
