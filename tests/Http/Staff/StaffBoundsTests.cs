using Members.Tests.Http.Hosting;
using static Members.Tests.Http.Hosting.Persons;
using static Members.Tests.Http.Staff.Staffing;

namespace Members.Tests.Http.Staff;

/// <summary>Who can have no role, and how many have one.</summary>
public sealed class StaffBoundsTests : IAsyncLifetime
{
    private MembersServer _server = null!;

    public async Task InitializeAsync() => _server = await MembersServer.Start([("Members:SignupApproval", "Manual")]);

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task Who_waits_or_was_rejected_or_is_blocked_or_deleted_gets_no_role()
    {
        var (waiting, rejected, blocked, deleted) =
            (await _server.Register(), await _server.Register(), await _server.Register(), await _server.Register());
        (await _server.Operator.Post($"/v1/applications/{rejected.Id}/reject", new { })).Done();
        await _server.Block(blocked);
        (await _server.Operator.Delete($"/v1/members/{deleted.Id}")).Done();
        foreach (var person in new[] { waiting, rejected, blocked })
        {
            (await _server.Operator.Assign(person.Id, "approver")).Broke(("memberId", "NOT_ACTIVE"));
            Assert.Empty((await _server.Operator.Get($"/v1/members/{person.Id}")).Done().Texts("roles"));
        }

        (await _server.Operator.Assign(deleted.Id, "approver")).Is(Fault.MemberNotFound);
        Assert.Empty(await _server.Staff());
    }

    [Fact]
    public async Task A_hundred_people_are_enough_until_one_of_them_is_gone()
    {
        var people = new List<Guid>();
        for (var i = 0; i < 101; i++)
        {
            people.Add((await _server.Operator.Post("/v1/members", new { loginEmail = NewEmail() })).Done().Member().Id());
        }

        foreach (var person in people.Take(100))
        {
            (await _server.Operator.Assign(person, "helpdesk")).Done();
        }

        (await _server.Operator.Assign(people[100], "helpdesk")).Broke(("roles", "TOO_MANY"));
        var listed = (await _server.Operator.Get(Route)).Done().GetProperty("staff");
        Assert.Equal(people.Take(100), listed.EnumerateArray().Select(p => p.Id()));
        (await _server.Operator.Assign(people[0], "helpdesk", "auditor")).Done();

        (await _server.Operator.Delete($"/v1/members/{people[1]}")).Done();
        (await _server.Operator.Assign(people[100], "helpdesk")).Done();
        Assert.Equal(100, (await _server.Staff()).Count);
    }
}
