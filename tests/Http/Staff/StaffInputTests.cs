using Members.Tests.Http.Hosting;
using static Members.Tests.Http.Hosting.Persons;
using static Members.Tests.Http.Staff.Staffing;

namespace Members.Tests.Http.Staff;

/// <summary>What is no role, and who can have none: the field is named, and nothing changes.</summary>
public sealed class StaffInputTests : IAsyncLifetime
{
    private MembersServer _server = null!;

    public async Task InitializeAsync() => _server = await MembersServer.Start([("Members:SignupApproval", "Manual")]);

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Theory]
    [InlineData("""{"roles":["chief"]}""", "roles", "UNKNOWN_ROLE")]
    [InlineData("""{"roles":["owner","chief"]}""", "roles", "UNKNOWN_ROLE")]
    [InlineData("""{"roles":["Owner"]}""", "roles", "UNKNOWN_ROLE")]
    [InlineData("""{"roles":["owner "]}""", "roles", "UNKNOWN_ROLE")]
    [InlineData("""{"roles":["owner,approver"]}""", "roles", "UNKNOWN_ROLE")]
    [InlineData("""{"roles":["1"]}""", "roles", "UNKNOWN_ROLE")]
    [InlineData("""{"roles":["None"]}""", "roles", "UNKNOWN_ROLE")]
    [InlineData("""{"roles":["all"]}""", "roles", "UNKNOWN_ROLE")]
    [InlineData("""{"roles":[""]}""", "roles", "UNKNOWN_ROLE")]
    [InlineData("""{"roles":[null]}""", "roles", "UNKNOWN_ROLE")]
    [InlineData("""{"roles":["owner",null]}""", "roles", "UNKNOWN_ROLE")]
    [InlineData("""{"roles":["owner\u0000"]}""", "roles", "UNKNOWN_ROLE")]
    [InlineData("""{"roles":["\uff4fwner"]}""", "roles", "UNKNOWN_ROLE")]
    [InlineData("""{"roles":[]}""", "roles", "REQUIRED")]
    [InlineData("""{"roles":null}""", "roles", "REQUIRED")]
    [InlineData("{}", "roles", "REQUIRED")]
    [InlineData("""{"role":"owner"}""", "roles", "REQUIRED")]
    [InlineData("""{"roles":"owner"}""", "body", "MALFORMED")]
    [InlineData("""{"roles":[["owner"]]}""", "body", "MALFORMED")]
    [InlineData("""{"roles":[1]}""", "body", "MALFORMED")]
    [InlineData("""{"roles":15}""", "body", "MALFORMED")]
    [InlineData("""{"roles":{"0":"owner"}}""", "body", "MALFORMED")]
    [InlineData("""{"roles":["owner"],"roles":["auditor"]}""", "body", "MALFORMED")]
    [InlineData("[]", "body", "MALFORMED")]
    public async Task What_is_no_set_of_roles_changes_nothing(string body, string field, string rule)
    {
        var person = await _server.Hire("helpdesk");
        var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        (await _server.Operator.Send(HttpMethod.Put, $"{Route}/{person.Id}", content)).Broke((field, rule));
        Assert.Equal("helpdesk", Assert.Single(await _server.Staff()).Value);
    }

    [Theory]
    [InlineData("nobody")]
    [InlineData("00000000-0000-0000-0000-000000000000")]
    [InlineData("6f9619ff-8b86-d011-b42d-00c04fc964ff")]
    [InlineData("6f9619ff8b86d011b42d00c04fc964ff")]
    [InlineData("%7B6f9619ff-8b86-d011-b42d-00c04fc964ff%7D")]
    [InlineData("*")]
    public async Task Nobody_gets_no_role_and_loses_none(string id)
    {
        (await _server.Operator.Assign(id, "owner")).Is(Fault.MemberNotFound);
        Assert.Equal("{}", (await _server.Operator.Dismiss(id)).Done().GetRawText());
        Assert.Empty(await _server.Staff());
    }

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
