using Members.Tests.Http.Hosting;
using Members.Tests.Http.Pages;
using Members.Tests.Http.SignUp;
using static Members.Tests.Http.Admission.Queue;
using static Members.Tests.Http.Hosting.Persons;

namespace Members.Tests.Http.Admission;

/// <summary>What the page of an application shows to an approver, each text of which somebody else has written.</summary>
public sealed class DecidePageTextTests : IAsyncLifetime
{
    private const string Markup = "<b onclick=\"x\">{{ token }} & 'so'</b>";
    private const string Encoded = "&lt;b onclick=&quot;x&quot;&gt;{{ token }} &amp; &#x27;so&#x27;&lt;/b&gt;";
    private MembersServer _server = null!;

    public async Task InitializeAsync() => _server = await MembersServer.Start([("Members:SignupApproval", "Manual")]);

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task What_applicants_staff_and_operators_have_written_is_text_and_no_markup()
    {
        (await _server.Operator.Put("/v1/signup-form/definition", new
        {
            fields = new[] { new { key = "why", kind = "longText", label = new { en = $"Why {Markup}?" } } },
        })).Done();
        (await _server.Operator.Put("/v1/admission-rules", new
        {
            rules = new[] { new { name = $"Rule {Markup}", when = new { domainIs = new[] { "example.com" } }, then = "queue" } },
        })).Done();
        var ann = await _server.Named($"Ann {Markup}");
        (await _server.Decide(ann, "approve")).Done();
        await _server.Give(ann, "approver");
        var email = NewEmail();
        var made = (await _server.Operator.Post($"{Auth}/register", new
        {
            email,
            password = MembersServer.GoodPassword,
            contactInfo = new { firstName = $"Bob {Markup}" },
            answers = new { why = $"For {Markup}\nand more." },
        })).Done();
        var bob = new Person(made.Member().Id(), email, MembersServer.GoodPassword, made);
        (await _server.Decide(bob, "note", new { text = $"Note {Markup}" })).Done();
        (await _server.Decide(bob, "ask", new { text = $"Really {Markup}?" })).Done();
        (await _server.Visitor.Post(
            $"{Applications}/mine/reply", new { token = made.Str("applicationToken"), text = $"Yes {Markup}" })).Done();
        var link = await _server.LinkTo(ann, bob);

        var open = await _server.OpenDecision(link);
        open.ShowsApplication(
            true,
            $"<dd>Bob {Encoded}</dd>",
            $"<dt>Why {Encoded}?</dt>",
            $"<dd class=\"text\">For {Encoded}&#xA;and more.</dd>",
            $"<dd>Rule {Encoded}</dd>",
            $"<dd class=\"text\">Note {Encoded}</dd>",
            $"<dd class=\"text\">Really {Encoded}?</dd>",
            $"<dd class=\"text\">Yes {Encoded}</dd>",
            $"You decide as Ann {Encoded}.");
        var wrong = await _server.SendDecision(link, "", $"Typed {Markup}");
        wrong.ShowsApplication(true, $"Typed {Encoded}</textarea>");
        await _server.SendDecision(link, "reject", $"Reason {Markup}");
        var decided = await _server.OpenDecision(link);
        decided.ShowsApplication(false, $"Rejected by Ann {Encoded} on ", $"<dd class=\"text\">Reason {Encoded}</dd>");

        foreach (var page in new[] { open, wrong, decided })
        {
            Assert.DoesNotContain("<b onclick", page.Text, StringComparison.Ordinal);
            PageChecks.IsHarmless(page);
        }
    }

    [Fact]
    public async Task Who_has_invited_and_who_applied_alike_is_said()
    {
        var ann = await _server.Appoint("approver");
        var invitation = (await _server.Operator.Post("/v1/invitations", new { note = "A note for staff." })).Done()
            .GetProperty("invitations")[0];
        var email = NewEmail();
        var made = (await _server.Operator.Post($"{Auth}/register", new
        {
            email,
            password = MembersServer.GoodPassword,
            invitation = invitation.Str("code"),
        })).Done();
        var bob = new Person(made.Member().Id(), email, MembersServer.GoodPassword, made);

        var page = await _server.OpenDecision(await _server.LinkTo(ann, bob));

        page.ShowsApplication(true, "<dt>Invited by</dt>", "<dt>Network</dt>", " from the same network in 30 days");
    }
}
