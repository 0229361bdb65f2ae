using Members.Tests.Http.Hosting;
using static Members.Tests.Http.Hosting.Persons;
using static Members.Tests.Http.Staff.Staffing;

namespace Members.Tests.Http.Staff;

/// <summary>Roles are given, changed and taken away, and count from the next call on (admission, section 6).</summary>
[Collection(AutomaticCollection.Name)]
public sealed class StaffTests(AutomaticServer shared)
{
    private readonly MembersServer _server = shared.Server;

    [Fact]
    public async Task Roles_count_from_the_next_call_on_and_end_no_session()
    {
        var person = await _server.Register();
        var session = await _server.Member(person);
        (await session.Get("/v1/members")).Is(Fault.PermissionDenied);
        Assert.Empty(await session.Roles());

        (await _server.Operator.Assign(person.Id, "helpdesk")).Done();
        (await session.Get("/v1/members?limit=1")).Done();
        Assert.Equal(["helpdesk"], await session.Roles());

        (await _server.Operator.Assign(person.Id, "approver", "auditor")).Done();
        (await session.Post($"/v1/members/{person.Id}/end-sessions", new { })).Is(Fault.PermissionDenied);
        (await session.Get("/v1/applications/summary")).Done();
        Assert.Equal(["approver", "auditor"], await session.Roles());

        (await _server.Operator.Dismiss(person.Id)).Done();
        (await session.Get("/v1/applications/summary")).Is(Fault.PermissionDenied);
        Assert.Empty(await session.Roles());
        Assert.DoesNotContain(person.Id, (await _server.Staff()).Keys);
    }

    [Fact]
    public async Task The_answer_is_the_person_with_all_their_roles_once_each()
    {
        var person = await _server.Register();
        var answer = (await _server.Operator.Assign(person.Id, "auditor", "approver", "auditor")).Done();

        Assert.Equal(["person"], answer.Names());
        Assert.Equal(["id", "name", "email", "roles"], answer.GetProperty("person").Names());
        Assert.Equal((person.Id, person.Email), (answer.GetProperty("person").Id(), answer.GetProperty("person").Str("email")));
        Assert.Equal(["approver", "auditor"], answer.GetProperty("person").Texts("roles"));
        var listed = (await _server.Operator.Get(Route)).Done().GetProperty("staff").EnumerateArray().Single(p => p.Id() == person.Id);
        Assert.Equal(answer.GetProperty("person").GetRawText(), listed.GetRawText());
        Assert.Equal(
            ["approver", "auditor"], (await _server.Operator.Get($"/v1/members/{person.Id}")).Done().Texts("roles"));
    }

    [Fact]
    public async Task To_ask_twice_does_no_harm()
    {
        var person = await _server.Register();
        var first = (await _server.Operator.Assign(person.Id, "approver")).Done().GetRawText();
        Assert.Equal(first, (await _server.Operator.Assign(person.Id, "approver")).Done().GetRawText());
        for (var i = 0; i < 2; i++)
        {
            Assert.Equal("{}", (await _server.Operator.Dismiss(person.Id)).Done().GetRawText());
        }
    }

    [Fact]
    public async Task An_owner_appoints_and_dismisses_as_a_key_with_all_scopes_does()
    {
        var (owner, person) = (await _server.Session("owner"), await _server.Register());
        (await owner.Assign(person.Id, "helpdesk")).Done();
        Assert.Equal("helpdesk", (await _server.Staff())[person.Id]);
        Assert.Contains(person.Id, (await owner.Get(Route)).Done().GetProperty("staff").EnumerateArray().Select(p => p.Id()));
        (await owner.Dismiss(person.Id)).Done();
        Assert.DoesNotContain(person.Id, (await _server.Staff()).Keys);
    }

    [Theory]
    [InlineData("members.authenticate")]
    [InlineData("members.manage")]
    [InlineData("settings.manage")]
    [InlineData("keys.manage")]
    public async Task A_key_that_lacks_one_scope_would_raise_itself_and_may_not(string lacking)
    {
        string[] all = ["members.authenticate", "members.manage", "settings.manage", "keys.manage"];
        var (person, key) = (await _server.Register(), await _server.CreateKey([.. all.Where(s => s != lacking)]));
        var caller = _server.Visitor.As(key.Secret);

        var refused = (await caller.Assign(person.Id, "owner")).Is(Fault.PermissionDenied);
        Assert.Contains("all scopes", refused.Json.Str("detail"), StringComparison.Ordinal);
        (await caller.Get(Route)).Is(Fault.PermissionDenied);
        (await caller.Dismiss(person.Id)).Is(Fault.PermissionDenied);
        Assert.DoesNotContain(person.Id, (await _server.Staff()).Keys);
    }

    [Fact]
    public async Task No_other_role_gives_roles_not_even_to_oneself()
    {
        foreach (var role in new[] { "approver", "helpdesk", "auditor" })
        {
            var person = await _server.Hire(role);
            var session = await _server.Member(person);
            (await session.Assign(person.Id, "owner")).Is(Fault.PermissionDenied);
            (await session.Dismiss(person.Id)).Is(Fault.PermissionDenied);
            Assert.Equal(role, (await _server.Staff())[person.Id]);
        }
    }

    [Fact]
    public async Task Who_is_deleted_is_left_out()
    {
        var person = await _server.Hire("approver");
        (await _server.Operator.Delete($"/v1/members/{person.Id}")).Done();
        Assert.DoesNotContain(person.Id, (await _server.Staff()).Keys);
        (await _server.Operator.Dismiss(person.Id)).Done();
    }

    [Fact]
    public async Task A_change_is_one_line_of_the_audit_log_that_names_the_roles_and_no_address()
    {
        var owner = await _server.Hire("owner");
        var (session, person) = (await _server.Member(owner), await _server.Register());
        var given = Assert.Single(_server.Log.Of(await session.Assign(person.Id, "approver", "auditor")));
        Assert.Equal(
            ("authz_change", "SUCCESS", $"member:{owner.Id}", $"member:{person.Id}", "Approver+Auditor"),
            (given.Event, given.Result, given.Actor, given.Subject, given.Detail));

        var refused = Assert.Single(_server.Log.Of(await session.Assign(Guid.NewGuid(), "approver")));
        Assert.Equal(("authz_change_fail", "MEMBER_NOT_FOUND"), (refused.Event, refused.Result));
        var denied = Assert.Single(_server.Log.Of(await (await _server.Member(person)).Dismiss(owner.Id)));
        Assert.Equal(("authz_fail", "PERMISSION_DENIED", $"member:{person.Id}"), (denied.Event, denied.Result, denied.Actor));
        Assert.DoesNotContain(owner.Email, _server.Log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_staff_may_not_call_says_what_is_missing()
    {
        var session = await _server.Session("approver");
        Assert.Contains("role", (await session.Get("/v1/members")).Is(Fault.PermissionDenied).Json.Str("detail"), StringComparison.Ordinal);
        Assert.Contains(
            "API key", (await session.Post($"{Auth}/approve", new { })).Is(Fault.PermissionDenied).Json.Str("detail"),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_owner_makes_a_key_or_a_ticket_or_moves_the_address_of_another()
    {
        var (owner, other) = (await _server.Session("owner"), await _server.Register());
        var before = await _server.Shown(other.Id);
        var made = await owner.Post("/v1/api-keys", new { name = "mine", scopes = new[] { "members.manage" } });
        Assert.Equal("Members may not call this. It needs an API key.", made.Is(Fault.PermissionDenied).Json.Str("detail"));
        (await owner.Post("/v1/api-keys", new { name = "none", scopes = Array.Empty<string>() })).Is(Fault.PermissionDenied);
        (await owner.Post($"{Auth}/generate-session-token", new { email = other.Email })).Is(Fault.PermissionDenied);
        (await owner.Post($"{Auth}/login", new { email = other.Email, password = other.Password })).Is(Fault.PermissionDenied);
        (await owner.Patch($"{Auth}/members/{other.Id}/change-login-email", new { newEmail = NewEmail() })).Is(Fault.PermissionDenied);
        Assert.Equal(before, await _server.Shown(other.Id));
    }
}
