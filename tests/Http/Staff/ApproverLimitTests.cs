using System.Text.Json;
using Members.Tests.Http.Admission;
using Members.Tests.Http.Hosting;
using static Members.Tests.Http.Admission.Queue;
using static Members.Tests.Http.Hosting.Persons;

namespace Members.Tests.Http.Staff;

/// <summary>Approvers decide on who waits or was rejected, and not on members (admission, section 6).</summary>
public sealed class ApproverLimitTests(ManualServer shared) : IClassFixture<ManualServer>
{
    private readonly MembersServer _server = shared.Server;

    public static TheoryData<string, string> Beyond
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var seen in new[] { "ACTIVE", "BLOCKED" })
            {
                foreach (var decision in new[] { "approve", "reject", "block" })
                {
                    data.Add(decision, seen);
                }
            }

            return data;
        }
    }

    [Theory]
    [InlineData("approve", "PENDING", "ACTIVE")]
    [InlineData("reject", "PENDING", "REJECTED")]
    [InlineData("block", "PENDING", "BLOCKED")]
    [InlineData("approve", "REJECTED", "ACTIVE")]
    [InlineData("block", "REJECTED", "BLOCKED")]
    public async Task They_decide_on_who_waits_and_who_was_rejected(string decision, string seen, string status)
    {
        var (approver, person) = (await _server.Session("approver"), await Somebody(seen));
        var decided = (await approver.Post($"{Applications}/{person.Id}/{decision}", new { seen })).Done();
        Assert.True(decided.GetProperty("changed").GetBoolean());
        Assert.Equal(status, await _server.Status(person));
        Assert.Equal(status == "REJECTED", Offered(decided.GetProperty("application")).Length > 0);
    }

    [Theory]
    [MemberData(nameof(Beyond))]
    public async Task They_decide_on_nobody_who_is_or_was_a_member(string decision, string seen)
    {
        var (approver, person) = (await _server.Session("approver", "helpdesk"), await Somebody(seen));
        var before = (await _server.Application(person)).GetRawText();
        var reply = (await approver.Post($"{Applications}/{person.Id}/{decision}", new { seen })).Is(Fault.PermissionDenied);
        Assert.Equal("authz_fail", Assert.Single(_server.Log.Of(reply)).Event);

        // What they say they saw is held against what is there: it changes no block either.
        var claimed = new { seen = "REJECTED", reason = "Another.", until = decision == "block" ? "2030-01-01T00:00:00Z" : null };
        var lie = await approver.Post($"{Applications}/{person.Id}/{decision}", claimed);
        Assert.False(lie.Status == 200 ? lie.Json.GetProperty("changed").GetBoolean() : lie.Is(Fault.AlreadyDecided) is null);
        var bulk = new { ids = new[] { person.Id }, outcome = Outcome(decision), seen };
        (await approver.Post($"{Applications}/decide", bulk)).Is(Fault.PermissionDenied);
        var filtered = new
        {
            filter = new { domain = person.Email.Split('@')[1], status = seen, submittedBefore = _server.Clock.GetUtcNow().AddDays(1) },
            outcome = Outcome(decision),
            seen,
        };
        (await approver.Post($"{Applications}/decide", filtered)).Is(Fault.PermissionDenied);
        Assert.Equal(before, (await _server.Application(person)).GetRawText());
    }

    [Fact]
    public async Task In_bulk_a_member_among_those_who_wait_is_a_refused_row()
    {
        var (approver, waiting, member) = (await _server.Session("approver"), await _server.Register(), await _server.Approved());
        var rows = (await approver.Post(
            $"{Applications}/decide", new { ids = new[] { member.Id, waiting.Id }, outcome = "BLOCKED" })).Done().GetProperty("results");
        Assert.Equal("ALREADY_DECIDED", rows[0].Str("code"));
        Assert.True(rows[1].GetProperty("ok").GetBoolean());
        Assert.Equal(("ACTIVE", "BLOCKED"), (await _server.Status(member), await _server.Status(waiting)));
    }

    [Theory]
    [InlineData("approver", "PENDING", "approve reject block")]
    [InlineData("approver", "REJECTED", "approve block")]
    [InlineData("approver", "ACTIVE", "")]
    [InlineData("approver", "BLOCKED", "")]
    [InlineData("approver auditor", "ACTIVE", "")]
    [InlineData("owner", "PENDING", "approve reject block")]
    [InlineData("owner", "REJECTED", "approve block")]
    [InlineData("owner", "ACTIVE", "block")]
    [InlineData("owner", "BLOCKED", "approve")]
    [InlineData("owner approver", "ACTIVE", "block")]
    [InlineData("key", "ACTIVE", "block")]
    [InlineData("auditor", "PENDING", null)]
    [InlineData("auditor", "ACTIVE", null)]
    [InlineData("helpdesk auditor", "PENDING", null)]
    public async Task Offered_is_what_the_caller_may_do_and_auditors_nothing(string roles, string status, string? decisions)
    {
        var person = await Somebody(status);
        var caller = roles == "key" ? _server.Operator : await _server.Session(roles.Split(' '));
        var one = (await caller.Get($"{Applications}/{person.Id}")).Done().GetProperty("application");
        var listed = (await caller.Get($"{Applications}?status=ANY&q={person.Email}")).Done().GetProperty("applications");

        Assert.Equal(decisions ?? "", string.Join(' ', Offered(one)));
        Assert.Equal(decisions is not null, one.Texts("allowed").Contains("note"));
        Assert.Equal(decisions is null, one.Texts("allowed").Length == 0);
        Assert.Equal(one.Texts("allowed"), Assert.Single(listed.EnumerateArray()).Texts("allowed"));
    }

    // What is offered is done, and nothing else is (of the three decisions).
    [Theory]
    [InlineData("approver", "PENDING")]
    [InlineData("approver", "ACTIVE")]
    [InlineData("owner", "ACTIVE")]
    [InlineData("owner", "BLOCKED")]
    public async Task What_is_offered_is_done_and_what_is_not_is_refused(string role, string status)
    {
        var caller = await _server.Session(role);
        foreach (var decision in new[] { "approve", "reject", "block" })
        {
            var person = await Somebody(status);
            var offered = Offered((await caller.Get($"{Applications}/{person.Id}")).Done().GetProperty("application"));
            var reply = await caller.Post($"{Applications}/{person.Id}/{decision}", new { seen = status });
            Assert.Equal(offered.Contains(decision), reply.Status == 200 && reply.Json.GetProperty("changed").GetBoolean());
        }
    }

    [Fact]
    public async Task They_take_back_their_own_decision_and_nobody_elses()
    {
        var (one, other, person) = (await _server.Session("approver"), await _server.Session("approver"), await _server.Register());
        var decided = (await one.Post($"{Applications}/{person.Id}/approve", new { })).Done().GetProperty("application");
        Assert.Contains("undo", decided.Texts("allowed"));
        Assert.DoesNotContain(
            "undo", (await other.Get($"{Applications}/{person.Id}")).Done().GetProperty("application").Texts("allowed"));
        (await other.Post($"{Applications}/{person.Id}/undo", new { })).Is(Fault.AlreadyDecided);
        (await one.Post($"{Applications}/{person.Id}/undo", new { })).Done();
        Assert.Equal("PENDING", await _server.Status(person));
    }

    private static string[] Offered(JsonElement application) =>
        [.. application.Texts("allowed").Where(c => c is "approve" or "reject" or "block")];

    private static string Outcome(string decision) => decision switch
    {
        "approve" => "APPROVED",
        "reject" => "REJECTED",
        _ => "BLOCKED",
    };

    private async Task<Person> Somebody(string status)
    {
        var person = await _server.Register($"m@d{Guid.NewGuid():N}.example");
        if (status != "PENDING")
        {
            (await _server.Decide(person, status == "ACTIVE" ? "approve" : status == "BLOCKED" ? "block" : "reject")).Done();
        }

        return person;
    }
}
