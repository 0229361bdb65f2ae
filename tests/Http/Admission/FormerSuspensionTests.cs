using Members.Tests.Http.Hosting;
using Members.Tests.Http.SignUp;
using static Members.Tests.Http.Admission.Queue;
using static Members.Tests.Http.Hosting.Persons;

namespace Members.Tests.Http.Admission;

/// <summary>What somebody is when a block has ended: what they were, whatever that was (admission, section 1).</summary>
public sealed class FormerSuspensionTests(ManualServer shared) : IClassFixture<ManualServer>
{
    private readonly MembersServer _server = shared.Server;

    [Theory]
    [InlineData("block")]
    [InlineData("queue")]
    [InlineData("decide")]
    public async Task Who_waited_waits_again_and_can_be_let_in(string route)
    {
        var person = await _server.Register();
        await _server.Block(route, person, In(TimeSpan.FromHours(1)), "Wait.");
        (await _server.Decide(person, "approve")).Is(Fault.AlreadyDecided);
        _server.Clock.Advance(TimeSpan.FromHours(1));

        Assert.Equal("PENDING", await _server.Status(person));
        var token = (await _server.Login(person)).Is(Fault.PendingApproval).Data().Str("applicationToken");
        Assert.Equal("PENDING", (await _server.Own(token)).Str("status"));
        var waiting = (await _server.Operator.Get($"{Applications}?limit=100")).Done().GetProperty("applications").EnumerateArray();
        Assert.Contains(person.Id, waiting.Select(a => a.Id()));
        (await _server.Operator.Post($"{Auth}/approve", new { token = person.ApprovalToken })).Is(Fault.TokenInvalid);
        Assert.Equal(
            ["approve", "reject", "block", "note", "claim", "ask"],
            (await _server.Application(person)).Texts("allowed").Where(a => a != "undo"));
        (await _server.Decide(person, "approve")).Done();
        (await _server.Login(person)).Done();
    }

    [Fact]
    public async Task Who_was_rejected_is_so_again_for_the_reason_and_from_the_time_of_then()
    {
        var person = await _server.Register();
        (await _server.Decide(person, "reject", new { reason = "We are full." })).Done();
        var at = In(TimeSpan.Zero);
        _server.Clock.Advance(TimeSpan.FromDays(1));
        await _server.Block("queue", person, In(TimeSpan.FromHours(1)), "For staff alone");
        await _server.BlockedLogin(person);
        _server.Clock.Advance(TimeSpan.FromHours(1));

        Assert.Equal("REJECTED", await _server.Status(person));
        var data = (await _server.Login(person)).Is(Fault.ApplicationRejected).Data();
        Assert.Equal(("We are full.", at), (data.Str("reason"), data.GetProperty("at").GetDateTimeOffset()));
        Assert.Equal(at.AddDays(30), data.GetProperty("applyAgainAt").GetDateTimeOffset());
        var own = await _server.Own(data.Str("applicationToken"));
        Assert.Equal("REJECTED", own.Str("status"));
        Assert.DoesNotContain("For staff alone", own.GetRawText(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("function")]
    [InlineData("queue")]
    [InlineData("decide")]
    public async Task Approved_the_block_is_over_and_its_end_means_nothing_any_more(string route)
    {
        var person = await _server.Approved();
        var session = await _server.OpenSession(person);
        await _server.Block("block", person, In(TimeSpan.FromHours(1)), "Spam", tellMember: true);
        (route switch
        {
            "function" => await _server.Operator.Post($"{Auth}/approve", new { email = person.Email }),
            "queue" => await _server.Decide(person, "approve", new { seen = "BLOCKED" }),
            _ => await _server.Operator.Post(
                $"{Applications}/decide", new { ids = new[] { person.Id }, outcome = "APPROVED", seen = "BLOCKED" }),
        }).Done();

        var member = await _server.Seen(person);
        Assert.Equal(("ACTIVE", false, false), (member.Str("status"), member.Has("blockedUntil"), member.Has("blockReason")));
        var newer = await _server.OpenSession(person);
        _server.Clock.Advance(TimeSpan.FromHours(1));
        await _server.Settle(person);
        Assert.Equal((false, true), (await _server.IsLive(session), await _server.IsLive(newer)));
        await _server.Block("block", person);
        Assert.Equal("{}", (await _server.BlockedLogin(person)).GetRawText());
    }

    [Fact]
    public async Task A_member_who_never_applied_is_blocked_until_a_time_too()
    {
        await using var server = await MembersServer.Start();
        var person = await server.Register();
        await server.Block("block", person, server.Clock.GetUtcNow().AddHours(1), "Spam", tellMember: true);
        Assert.Equal("Spam", (await server.BlockedLogin(person)).Str("reason"));
        (await server.Operator.Get($"{Applications}/{person.Id}")).Is(Fault.MemberNotFound);
        server.Clock.Advance(TimeSpan.FromHours(1));
        (await server.Login(person)).Done();
        await server.Settle(person);
        (await server.Login(person)).Done();
        Assert.Equal(1, (await server.Operator.Get("/v1/members?status=ACTIVE")).Done().GetProperty("members").GetArrayLength());
    }

    [Fact]
    public async Task Blocked_again_after_the_end_they_are_afterwards_what_they_were_then()
    {
        var person = await _server.Register();
        await _server.Block("queue", person, In(TimeSpan.FromHours(1)), "First", tellMember: true);
        _server.Clock.Advance(TimeSpan.FromHours(1));
        await _server.Block("queue", person, In(TimeSpan.FromHours(1)));
        Assert.False((await _server.Seen(person)).Has("blockReason"));
        _server.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal("PENDING", await _server.Status(person));
        Assert.Equal(
            ["SUBMITTED", "BLOCKED", "BLOCKED"],
            (await _server.Application(person)).GetProperty("history").EnumerateArray().Select(h => h.Str("act")));
    }

    [Fact]
    public async Task It_outlives_the_service_and_ends_while_nobody_runs_it()
    {
        var server = await MembersServer.Start([("Members:SignupApproval", "Manual")]);
        var (data, clock, person) = (server.DataDirectory, server.Clock, await server.Approved());
        await server.Block("block", person, clock.GetUtcNow().AddHours(1), "Spam", tellMember: true);
        await server.DisposeAsync();
        clock.Advance(TimeSpan.FromMinutes(59));
        await using (server = await MembersServer.Start([("Members:SignupApproval", "Manual")], data, clock))
        {
            Assert.Equal("Spam", (await server.BlockedLogin(person)).Str("reason"));
        }

        clock.Advance(TimeSpan.FromMinutes(1));
        await using (server = await MembersServer.Start([("Members:SignupApproval", "Manual")], data, clock))
        {
            (await server.Login(person)).Done();
        }
    }

    private DateTimeOffset In(TimeSpan time) => _server.Clock.GetUtcNow() + time;
}
