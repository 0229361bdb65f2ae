using Members.Tests.Http.Hosting;
using static Members.Tests.Http.Staff.Staffing;

namespace Members.Tests.Http.Staff;

/// <summary>What is no role, and who is nobody: the field is named, and nothing changes.</summary>
public sealed class StaffInputTests(ManualServer shared) : IClassFixture<ManualServer>
{
    private readonly MembersServer _server = shared.Server;

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
        var before = await _server.Staff();
        var person = await _server.Hire("helpdesk");
        var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        (await _server.Operator.Send(HttpMethod.Put, $"{Route}/{person.Id}", content)).Broke((field, rule));
        Assert.Equal(before.Append(new(person.Id, "helpdesk")), await _server.Staff());
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
        var before = await _server.Staff();
        (await _server.Operator.Assign(id, "owner")).Is(Fault.MemberNotFound);
        Assert.Equal("{}", (await _server.Operator.Dismiss(id)).Done().GetRawText());
        Assert.Equal(before, await _server.Staff());
    }
}
