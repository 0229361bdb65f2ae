using Members.Tests.Http.Admission;
using Members.Tests.Http.Hosting;
using Members.Tests.Http.SignUp;
using static Members.Tests.Http.Hosting.Persons;
using static Members.Tests.Http.Invitations.Inviting;
using static Members.Tests.Http.SignUp.SignUps;

namespace Members.Tests.Http.Invitations;

/// <summary>Signing up with an invitation, and what counts as a use (admission, section 3; contract I21).</summary>
public sealed class UsedInvitationTests(RegisteringServer shared) : IClassFixture<RegisteringServer>, IAsyncLifetime
{
    private readonly MembersServer _server = shared.Server;

    public async Task InitializeAsync()
    {
        await _server.Ask([]);
        await _server.Door("APPROVE");
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [InlineData('0', 'o')]
    [InlineData('0', 'O')]
    [InlineData('1', 'I')]
    [InlineData('1', 'l')]
    public async Task However_it_is_typed_it_is_the_same_code(char letter, char typed)
    {
        var made = (await _server.Operator.Post(Invites, new { count = 100 })).Done().GetProperty("invitations");
        var code = made.EnumerateArray().Select(i => i.Str("code")).First(c => c.Contains(letter, StringComparison.Ordinal));
        var text = $" {code.ToLowerInvariant().Replace('-', ' ').Replace(letter, typed)}\t";
        (await _server.Accept(text)).Done();
        (await _server.Accept(code.Replace("-", "", StringComparison.Ordinal))).CannotBeUsed("USED_UP");
    }

    [Fact]
    public async Task Who_it_approves_is_in_at_once_and_it_is_what_decided()
    {
        var made = await _server.Invite(new { admits = "approve", note = "The club's open day" });
        var person = await _server.Accepted(made);
        var application = await _server.Application(person);

        Assert.Equal(["member", "session"], person.Answer.Names());
        Assert.Equal("ACTIVE", application.Str("status"));
        Assert.Equal($$"""{"id":"{{made.Id()}}","note":"The club's open day"}""", application.GetProperty("invitation").GetRawText());
        Assert.Equal(made.GetProperty("createdBy").GetRawText(), application.GetProperty("invitedBy").GetRawText());
        var decision = application.GetProperty("decision");
        Assert.Equal(
            $$"""{"type":"invitation","id":"{{made.Id()}}","name":"The club's open day"}""", decision.GetProperty("by").GetRawText());
        Assert.Equal("APPROVED", decision.Str("outcome"));
        var history = application.GetProperty("history");
        Assert.Equal(["SUBMITTED", "APPROVED"], history.EnumerateArray().Select(h => h.Str("act")));
        Assert.Equal("invitation", history[1].GetProperty("by").Str("type"));
        (await _server.Login(person)).Done();
        var nameless = await _server.Application(await _server.Accepted(await _server.Invite(new { admits = "approve" })));
        Assert.NotEmpty(nameless.GetProperty("decision").GetProperty("by").Str("name"));
    }

    [Fact]
    public async Task Who_it_queues_waits_though_the_door_is_open()
    {
        await _server.Door("OPEN");
        var made = await _server.Invite();
        var person = await _server.Accepted(made);
        Assert.Equal(["member", "approvalToken", "applicationToken"], person.Answer.Names());
        var application = await _server.Application(person);
        Assert.Equal(("PENDING", made.Id()), (application.Str("status"), application.GetProperty("invitation").Id()));
        Assert.False(application.Has("decision"));
        Assert.DoesNotContain("nvit", (await _server.Own(person.ApplicationToken())).GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_one_is_required_nobody_signs_up_without_and_a_closed_door_opens_to_none()
    {
        var (queue, approve) = (await _server.Invite(), await _server.Invite(new { admits = "approve" }));
        await _server.Door("INVITE");
        (await _server.SignUp()).Is(Fault.InvitationRequired);
        Assert.Equal("PENDING", (await _server.Accepted(queue)).Answer.Member().Str("status"));
        Assert.Equal("ACTIVE", (await _server.Accepted(approve)).Answer.Member().Str("status"));
        (await _server.Accept(approve)).CannotBeUsed("USED_UP");

        await _server.Door("CLOSED");
        (await _server.Accept(approve)).Is(Fault.SignupClosed);
        (await _server.Accept("no code")).Is(Fault.SignupClosed);
    }

    [Fact]
    public async Task Why_one_cannot_be_used_is_said_at_every_door()
    {
        var (used, revoked) = (await _server.Invite(new { uses = 2 }), await _server.Invite());
        var own = await _server.Invite(new { email = "Ann.Only@example.com" });
        await _server.Accepted(used);
        await _server.Accepted(used);
        await _server.Revoke(revoked);
        foreach (var mode in new[] { "OPEN", "APPROVE", "INVITE" })
        {
            await _server.Door(mode);
            (await _server.Accept("0000-0000-0000")).CannotBeUsed("UNKNOWN");
            (await _server.Accept("UUUU-UUUU-UUUU")).CannotBeUsed("UNKNOWN");
            (await _server.Accept(new string('x', 5000))).CannotBeUsed("UNKNOWN");
            (await _server.Accept(used)).CannotBeUsed("USED_UP");
            (await _server.Accept(revoked)).CannotBeUsed("REVOKED");
            (await _server.Accept(own)).CannotBeUsed("OTHER_ADDRESS");
        }

        (await _server.Accept(own, "ann.only@EXAMPLE.com")).Done();
        (await _server.Accept(own)).CannotBeUsed("USED_UP");
    }

    [Fact]
    public async Task It_ends_at_its_time_to_the_second()
    {
        var made = await _server.Invite(new { uses = 2, expiresAt = _server.Clock.GetUtcNow().AddHours(1) });
        _server.Clock.Advance(TimeSpan.FromSeconds(3599));
        (await _server.Accept(made)).Done();
        _server.Clock.Advance(TimeSpan.FromSeconds(1));
        (await _server.Accept(made)).CannotBeUsed("EXPIRED");
        Assert.Equal(1, await _server.UsesLeft(made));
    }

    [Fact]
    public async Task A_rule_comes_before_what_it_admits()
    {
        var (approve, queue) = (await _server.Invite(new { admits = "approve", uses = 2 }), await _server.Invite());
        await _server.Ask(
            [],
            Rule("Look twice", "queue", new { invitation = approve.Id() }),
            Rule("Guests", "approve", new { invitation = "any" }));
        var waits = await _server.Application(await _server.Accepted(approve));
        Assert.Equal(("PENDING", "Look twice"), (waits.Str("status"), waits.Str("rule")));
        var guest = await _server.Application(await _server.Accepted(queue));
        Assert.Equal(("ACTIVE", "rule"), (guest.Str("status"), guest.GetProperty("decision").GetProperty("by").Str("type")));
        Assert.Equal("PENDING", (await _server.SignedUp()).Answer.Member().Str("status"));

        await _server.Ask([], Rule("No guests", "refuse", new { invitation = "any" }));
        (await _server.Accept(approve)).Is(Fault.SignupRefused);
        Assert.Equal(1, await _server.UsesLeft(approve));
    }

    [Fact]
    public async Task A_registration_that_fails_uses_none_and_no_use_comes_back()
    {
        await _server.Ask([new { key = "club", kind = "text", label = En("Club"), required = true }]);
        var (made, member) = (await _server.Invite(), await _server.SignedUp(new { club = "Chess" }));
        var code = made.Str("code");
        (await _server.Accept(code, member.Email, answers: new { club = "Chess" })).Is(Fault.EmailAlreadyExists);
        (await _server.Accept(code, password: "short", answers: new { club = "Chess" })).Is(Fault.Invalid);
        (await _server.Accept(code, password: "password1234", answers: new { club = "Chess" })).Is(Fault.Invalid);
        (await _server.Accept(code, "nobody", answers: new { club = "Chess" })).Broke(("email", "INVALID_EMAIL"));
        (await _server.Accept(code)).Broke(("answers.club", "REQUIRED"));
        Assert.Equal(1, await _server.UsesLeft(made));

        var done = (await _server.Accept(code, answers: new { club = "Chess" })).Done();
        Assert.Equal(0, await _server.UsesLeft(made));
        (await _server.Visitor.Post($"{Mine}/withdraw", new { token = done.Str("applicationToken") })).Done();
        Assert.Equal(0, await _server.UsesLeft(made));
        (await _server.Accept(code, answers: new { club = "Chess" })).CannotBeUsed("USED_UP");
    }

    [Fact]
    public async Task A_repetition_uses_it_once()
    {
        var (made, email, key) = (await _server.Invite(), NewEmail(), ("Idempotency-Key", Guid.NewGuid().ToString()));
        var first = (await Repeat()).Done().Member().Id();
        Assert.Equal(first, (await Repeat()).Done().Member().Id());
        await _server.Revoke(made);
        Assert.Equal(first, (await Repeat()).Done().Member().Id());
        Assert.Equal(0, await _server.UsesLeft(made));

        Task<Reply> Repeat() => _server.Operator.Send(HttpMethod.Post, $"{Auth}/register", Api.JsonOf(
            new { email, password = MembersServer.GoodPassword, invitation = made.Str("code") }), key);
    }
}
