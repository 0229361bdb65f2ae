using System.Text.Json;
using Members.Tests.Http.Hosting;
using static Members.Tests.Http.Admission.Queue;
using static Members.Tests.Http.Hosting.Persons;

namespace Members.Tests.Http.Admission;

/// <summary>Deciding on one application (admission, section 1). Where each decision leads is in tests/Unit.</summary>
[Collection(ManualCollection.Name)]
public sealed class DecidingTests(ManualServer shared)
{
    private readonly MembersServer _server = shared.Server;

    [Fact]
    public async Task An_application_shows_who_applied_when_from_where_and_what_can_be_done()
    {
        var person = await _server.Named("Ann");
        var application = await _server.Application(person);

        Assert.Equal((person.Id, person.Email, "Ann"), (application.Id(), application.Str("email"), application.Str("name")));
        Assert.Equal((1, "PENDING"), (application.GetProperty("number").GetInt32(), application.Str("status")));
        Assert.Equal("127.0.0.0/24", application.GetProperty("origin").Str("network"));
        Assert.Equal(["approve", "reject", "block", "note", "claim", "ask"], Texts(application, "allowed"));
        Assert.False(application.Has("decision"));
        Assert.Equal(["SUBMITTED"], application.GetProperty("history").EnumerateArray().Select(h => h.Str("act")));
    }

    [Fact]
    public async Task Approved_they_log_in_and_nobody_gets_a_ticket()
    {
        var person = await _server.Register();
        var answer = (await _server.Decide(person, "approve", new { note = "Known from the club." })).Done();

        Assert.Equal(["application", "changed"], answer.Names());
        Assert.True(answer.GetProperty("changed").GetBoolean());
        var decision = answer.GetProperty("application").GetProperty("decision");
        Assert.Equal(("APPROVED", "Known from the club."), (decision.Str("outcome"), decision.Str("note")));
        Assert.Equal("key", decision.GetProperty("by").Str("type"));
        Assert.False(string.IsNullOrEmpty(decision.GetProperty("by").Str("name")));
        (await _server.Login(person)).Done();
        Assert.False((await _server.Decide(person, "approve")).Done().GetProperty("changed").GetBoolean());
    }

    [Fact]
    public async Task Rejected_they_hear_why_with_the_right_password_and_nobody_else_does()
    {
        var person = await _server.Register();
        (await _server.Decide(person, "reject", new { reason = "We are full <b>this</b> year.", note = "Spam?" })).Done();

        var data = (await _server.Login(person)).Is(Fault.ApplicationRejected).Data();
        Assert.Equal("We are full <b>this</b> year.", data.Str("reason"));
        Assert.DoesNotContain("Spam?", (await _server.Login(person)).Text, StringComparison.Ordinal);
        (await _server.Login(person.Email, "not-the-password-77")).Is(Fault.InvalidCredentials);
        (await _server.Operator.Post($"{Auth}/generate-session-token", new { email = person.Email })).Is(Fault.ApplicationRejected);
        (await _server.Operator.Post($"{Auth}/approve", new { token = person.ApprovalToken })).Is(Fault.TokenInvalid);
        (await _server.Operator.Post($"{Auth}/register", new { email = person.Email, password = person.Password }))
            .Is(Fault.EmailAlreadyExists);
    }

    [Fact]
    public async Task Of_two_who_decide_the_second_hears_who_was_first_unless_both_want_the_same()
    {
        var person = await _server.Register();
        (await _server.Decide(person, "reject", new { reason = "No." })).Done();

        var data = (await _server.Decide(person, "approve")).Is(Fault.AlreadyDecided).Data();
        Assert.Equal(("REJECTED", "No."), (data.Str("status"), data.GetProperty("decision").Str("reason")));
        Assert.False((await _server.Decide(person, "reject", new { reason = "Another." })).Done().GetProperty("changed").GetBoolean());
        Assert.Equal("No.", (await _server.Application(person)).GetProperty("decision").Str("reason"));
        (await _server.Decide(person, "approve", new { seen = "REJECTED" })).Done();
        Assert.Equal("ACTIVE", await _server.Status(person));
    }

    [Fact]
    public async Task Of_decisions_that_race_one_takes_effect_and_all_others_learn_which()
    {
        var person = await _server.Register();
        var replies = await Task.WhenAll(Enumerable.Range(0, 12).Select(
            i => _server.Decide(person, i % 3 == 0 ? "approve" : i % 3 == 1 ? "reject" : "block", new { reason = $"{i}" })));

        var changed = Assert.Single(replies, r => r.Status == 200 && r.Json.GetProperty("changed").GetBoolean());
        var decided = changed.Json.GetProperty("application").GetProperty("decision");
        Assert.All(replies.Where(r => r.Status != 200), r => Assert.Equal(
            decided.Str("reason"), r.Is(Fault.AlreadyDecided).Data().GetProperty("decision").Str("reason")));
        Assert.Equal(2, (await _server.Application(person)).GetProperty("history").GetArrayLength());
    }

    [Fact]
    public async Task Undone_the_member_waits_again_and_what_they_did_meanwhile_is_dead()
    {
        var person = await _server.Register();
        (await _server.Decide(person, "approve")).Done();
        var session = (await _server.Apply((await _server.Login(person)).Done().Ticket())).Done().Ticket();
        (await _server.Visitor.As($"Bearer {session}").Get($"{Auth}/me")).Done();

        var undone = (await _server.Decide(person, "undo")).Done();
        Assert.Equal("PENDING", undone.GetProperty("application").Str("status"));
        (await _server.Visitor.As($"Bearer {session}").Get($"{Auth}/me")).Is(Fault.Unauthenticated);
        (await _server.Login(person)).Is(Fault.PendingApproval);
        (await _server.Operator.Post($"{Auth}/approve", new { token = person.ApprovalToken })).Is(Fault.TokenInvalid);
        Assert.False((await _server.Decide(person, "undo")).Done().GetProperty("changed").GetBoolean());
        Assert.Equal(
            ["SUBMITTED", "APPROVED", "UNDONE"],
            (await _server.Application(person)).GetProperty("history").EnumerateArray().Select(h => h.Str("act")));
    }

    [Fact]
    public async Task After_ten_seconds_nothing_is_undone_and_it_is_no_longer_offered()
    {
        await using var server = await MembersServer.Start([("Members:SignupApproval", "Manual")]);
        var person = await server.Register();
        (await server.Decide(person, "reject")).Done();
        server.Clock.Advance(TimeSpan.FromSeconds(9));
        Assert.Contains("undo", Texts(await server.Application(person), "allowed"));

        server.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.DoesNotContain("undo", Texts(await server.Application(person), "allowed"));
        (await server.Decide(person, "undo")).Is(Fault.UndoOver);
    }

    [Fact]
    public async Task Another_key_cannot_undo_it()
    {
        var made = await _server.Operator.Post("/v1/api-keys", new { name = "Second", scopes = new[] { "members.manage" } });
        var key = made.Done().Str("secret");
        var person = await _server.Register();
        (await _server.Decide(person, "reject")).Done();

        (await _server.Visitor.As(key).Post($"{Applications}/{person.Id}/undo", new { })).Is(Fault.AlreadyDecided);
        Assert.DoesNotContain("undo", Texts(
            (await _server.Visitor.As(key).Get($"{Applications}/{person.Id}")).Done().GetProperty("application"), "allowed"));
    }

    [Fact]
    public async Task What_the_six_functions_decide_is_in_the_history_and_in_the_events()
    {
        var person = await _server.Register();
        (await _server.Operator.Post($"{Auth}/approve", new { id = person.Id })).Done();
        await _server.Block(person);
        (await _server.Decide(person, "approve", new { seen = "BLOCKED" })).Done();

        Assert.Equal(
            ["SUBMITTED", "APPROVED", "BLOCKED", "APPROVED"],
            (await _server.Application(person)).GetProperty("history").EnumerateArray().Select(h => h.Str("act")));
        var events = (await _server.Operator.Get($"/v1/members/{person.Id}/events")).Done().GetProperty("events").EnumerateArray();
        Assert.Equal(["user_approved", "user_blocked", "user_approved", "user_created"], events.Select(e => e.Str("type")));
    }

    [Fact]
    public async Task A_note_is_for_staff_and_changes_nothing_else()
    {
        var person = await _server.Register();
        (await _server.Decide(person, "note", new { text = "Asked Bob about them." })).Done();
        var application = await _server.Application(person);

        Assert.Equal("Asked Bob about them.", application.GetProperty("notes")[0].Str("text"));
        Assert.Equal("PENDING", application.Str("status"));
        (await _server.Decide(person, "note", new { text = " " })).Broke(("text", "REQUIRED"));
        (await _server.Decide(person, "note", new { text = new string('x', 1001) })).Broke(("text", "TOO_LONG"));
    }

    [Fact]
    public async Task Whatever_an_applicant_is_called_they_can_apply() =>
        Assert.Equal("PENDING", (await _server.Named("\ufffe\uffff\ufdfa<b>")).Answer.Member().Str("status"));

    [Fact]
    public async Task A_blank_reason_is_none()
    {
        var person = await _server.Register();
        var decided = (await _server.Decide(person, "reject", new { reason = "", note = " \n" })).Done();

        Assert.Equal(["outcome", "by", "at"], decided.GetProperty("application").GetProperty("decision").Names());
        var data = (await _server.Login(person)).Is(Fault.ApplicationRejected).Data();
        Assert.Equal(["at", "applyAgainAt", "applicationToken"], data.Names());
    }

    [Fact]
    public async Task Every_field_that_is_wrong_is_named_and_nothing_changes()
    {
        var person = await _server.Register();
        var before = await _server.Shown(person.Id);

        (await _server.Decide(person, "reject", new { reason = new string('x', 1001), note = new string('y', 1001) }))
            .Broke(("reason", "TOO_LONG"), ("note", "TOO_LONG"));
        (await _server.Decide(person, "reject", new { reason = "a\0b", note = "two\nlines" })).Broke(("reason", "INVALID_CHARACTER"));
        (await _server.Decide(person, "note", new { text = "\u001b[2J" })).Broke(("text", "INVALID_CHARACTER"));
        (await _server.Decide(person, "reject", new { seen = "GONE" })).Broke(("seen", "UNKNOWN_VALUE"));
        (await _server.Decide(person, "reject", new { number = 2 })).Is(Fault.AlreadyDecided);
        (await _server.Decide(person, "reject", new { number = "1" })).Is(Fault.Invalid);
        Assert.Equal(before, await _server.Shown(person.Id));
    }

    [Fact]
    public async Task Who_never_applied_has_no_application()
    {
        var made = (await _server.Operator.Post("/v1/members", new { loginEmail = NewEmail() })).Done().Member();
        foreach (var path in new[] { "approve", "reject", "block", "undo" })
        {
            (await _server.Operator.Post($"{Applications}/{made.Id()}/{path}", new { })).Is(Fault.MemberNotFound);
        }

        (await _server.Operator.Get($"{Applications}/{made.Id()}")).Is(Fault.MemberNotFound);
        (await _server.Operator.Get($"{Applications}/nobody")).Is(Fault.MemberNotFound);
    }

    private static IEnumerable<string> Texts(JsonElement element, string name) =>
        element.GetProperty(name).EnumerateArray().Select(t => t.GetString()!);
}
