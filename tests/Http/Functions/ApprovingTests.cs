using Members.Tests.Http.Hosting;
using static Members.Tests.Http.Hosting.Persons;

namespace Members.Tests.Http.Functions;

/// <summary>approve, and registrations that wait for it (contract, section 1; wix-contract F2, F14 to F24).</summary>
[Collection(ManualCollection.Name)]
public sealed class ApprovingTests(ManualServer shared)
{
    private const string Approve = $"{Auth}/approve";
    private readonly MembersServer _server = shared.Server;

    [Fact]
    public async Task A_registration_waits_with_an_approval_token_and_without_a_ticket()
    {
        var answer = (await _server.Register()).Answer;
        Assert.Equal(["member", "approvalToken", "applicationToken"], answer.Names());
        Assert.Equal("PENDING", answer.Member().Str("status"));
    }

    [Fact]
    public async Task Who_waits_is_told_so_only_with_the_right_password()
    {
        var person = await _server.Register();
        (await _server.Login(person)).Is(Fault.PendingApproval);
        (await _server.Login(person.Email, "not-the-password-77")).Is(Fault.InvalidCredentials);
        (await _server.Operator.Post($"{Auth}/generate-session-token", new { email = person.Email })).Is(Fault.PendingApproval);
    }

    [Fact]
    public async Task The_address_of_who_waits_is_taken()
    {
        var person = await _server.Register();
        (await _server.Operator.Post($"{Auth}/register", new { email = person.Email.ToUpperInvariant(), password = person.Password }))
            .Is(Fault.EmailAlreadyExists);
        Assert.Equal("PENDING", await _server.Status(person));
    }

    [Theory]
    [InlineData("id")]
    [InlineData("email")]
    [InlineData("token")]
    public async Task Approved_by_any_name_the_member_is_active_logs_in_and_the_ticket_works(string by)
    {
        var person = await _server.Register();
        var answer = (await _server.Operator.Post(Approve, Named(by, person))).Done();

        Assert.Equal(["session"], answer.Names());
        Assert.Equal("ACTIVE", await _server.Status(person));
        Assert.Equal(person.Id, (await _server.Apply(answer.Ticket())).Done().Member().Id());
        (await _server.Login(person)).Done();
    }

    [Theory]
    [InlineData("id")]
    [InlineData("email")]
    public async Task Approving_an_active_member_by_name_again_changes_nothing_and_gives_a_ticket(string by)
    {
        var person = await _server.Register();
        (await _server.Operator.Post(Approve, Named(by, person))).Done();
        var before = await _server.Shown(person.Id);
        var again = (await _server.Operator.Post(Approve, Named(by, person))).Done();

        (await _server.Apply(again.Ticket())).Done();
        Assert.Equal(before, await _server.Shown(person.Id));
    }

    [Fact]
    public async Task A_token_works_once_and_its_second_use_changes_nothing()
    {
        var person = await _server.Register();
        (await _server.Operator.Post(Approve, new { token = person.ApprovalToken })).Done();
        var before = await _server.Shown(person.Id);

        (await _server.Operator.Post(Approve, new { token = person.ApprovalToken })).Is(Fault.TokenInvalid);
        Assert.Equal(before, await _server.Shown(person.Id));
    }

    [Fact]
    public async Task A_token_is_good_for_thirty_hours_and_no_longer()
    {
        var (early, late) = (await _server.Register(), await _server.Register());
        _server.Clock.Advance(TimeSpan.FromHours(30) - TimeSpan.FromSeconds(1));
        (await _server.Operator.Post(Approve, new { token = early.ApprovalToken })).Done();

        _server.Clock.Advance(TimeSpan.FromSeconds(1));
        (await _server.Operator.Post(Approve, new { token = late.ApprovalToken })).Is(Fault.TokenExpired);
        Assert.Equal("PENDING", await _server.Status(late));
        (await _server.Operator.Post(Approve, new { email = late.Email })).Done();
    }

    [Fact]
    public async Task A_token_never_unblocks_and_approving_by_id_does()
    {
        var person = await _server.Register();
        await _server.Block(person);
        (await _server.Operator.Post(Approve, new { token = person.ApprovalToken })).Is(Fault.TokenInvalid);
        Assert.Equal("BLOCKED", await _server.Status(person));

        (await _server.Operator.Post(Approve, new { id = person.Id })).Done();
        Assert.Equal("ACTIVE", await _server.Status(person));
        (await _server.Operator.Post(Approve, new { token = person.ApprovalToken })).Is(Fault.TokenInvalid);
    }

    [Fact]
    public async Task Approving_nobody_is_not_found()
    {
        (await _server.Operator.Post(Approve, new { id = Guid.NewGuid() })).Is(Fault.MemberNotFound);
        (await _server.Operator.Post(Approve, new { email = NewEmail() })).Is(Fault.MemberNotFound);
    }

    [Theory]
    [InlineData("")]
    [InlineData("id,email")]
    [InlineData("id,token")]
    [InlineData("email,token")]
    [InlineData("id,email,token")]
    public async Task Not_exactly_one_name_is_refused_and_the_member_goes_on_waiting(string given)
    {
        var person = await _server.Register();
        var before = await _server.Shown(person.Id);
        (await _server.Operator.Post(Approve, Named(given, person))).Broke(("id", "EXACTLY_ONE"));
        Assert.Equal(before, await _server.Shown(person.Id));
    }

    [Fact]
    public async Task Tokens_that_are_no_approval_tokens_of_the_member_are_refused_and_change_nothing()
    {
        var (person, active) = (await _server.Register(), await _server.Register());
        (await _server.Operator.Post(Approve, new { id = active.Id })).Done();
        var (ticket, session, mailed) =
            (await _server.Ticket(active), await _server.OpenSession(active), await _server.MailedToken(person));
        var before = await _server.Shown(person.Id);

        foreach (var token in new[]
        {
            "", "x", new string('x', 96), person.ApprovalToken[1..], person.ApprovalToken + "A", Changed(person.ApprovalToken),
            "mst_" + person.ApprovalToken[4..], "map_" + ticket[4..], "map_" + mailed[4..], ticket, session, mailed,
            MembersServer.BootstrapKey, active.ApprovalToken,
        })
        {
            (await _server.Operator.Post(Approve, new { token })).Is(Fault.TokenInvalid);
        }

        Assert.Equal(before, await _server.Shown(person.Id));
        (await _server.Operator.Post(Approve, new { token = person.ApprovalToken })).Done();
    }

    [Fact]
    public async Task Repeating_a_registration_by_its_key_gives_a_new_approval_token_and_the_old_one_is_dead()
    {
        var (key, body) = (Guid.NewGuid().ToString(), Api.JsonOf(new { email = NewEmail(), password = MembersServer.GoodPassword }));
        var first = (await _server.Operator.Send(HttpMethod.Post, $"{Auth}/register", body, ("Idempotency-Key", key))).Done();
        body = Api.JsonOf(new { email = first.Member().Str("loginEmail"), password = MembersServer.GoodPassword });
        var second = (await _server.Operator.Send(HttpMethod.Post, $"{Auth}/register", body, ("Idempotency-Key", key))).Done();

        Assert.Equal(first.Member().Id(), second.Member().Id());
        (await _server.Operator.Post(Approve, new { token = first.Str("approvalToken") })).Is(Fault.TokenInvalid);
        (await _server.Operator.Post(Approve, new { token = second.Str("approvalToken") })).Done();
    }

    [Fact]
    public async Task Who_waits_may_set_a_password_by_mail_and_goes_on_waiting()
    {
        var person = await _server.Register();
        (await _server.SetPassword(await _server.MailedToken(person), "after-the-mail-5-gates")).Done();
        (await _server.Login(person.Email, "after-the-mail-5-gates")).Is(Fault.PendingApproval);
    }

    private static Dictionary<string, string> Named(string by, Person person) =>
        by.Split(',', StringSplitOptions.RemoveEmptyEntries).ToDictionary(
        name => name,
        name => name switch { "id" => person.Id.ToString(), "email" => person.Email.ToUpperInvariant(), _ => person.ApprovalToken });
}
