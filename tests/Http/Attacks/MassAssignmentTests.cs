using System.Text.Json;
using System.Text.Json.Nodes;
using Members.Tests.Http.Hosting;
using static Members.Tests.Http.Hosting.Persons;

namespace Members.Tests.Http.Attacks;

/// <summary>
/// Bodies that carry more than their operation asks for, in the hope that it is bound to what is stored (ASVS 5.0, 15.3.3).
/// </summary>
[Collection(HostileCollection.Name)]
public sealed class MassAssignmentTests(AutomaticServer shared)
{
    private static readonly Guid Chosen = new("11111111-2222-4333-8444-555555555555");
    private readonly MembersServer _server = shared.Server;

    // Names that members, keys and sessions have inside or outside, and names that other products have.
    private static JsonObject Greedy => JsonNode.Parse($$"""
        {
          "id": "{{Chosen}}", "_id": "{{Chosen}}", "memberId": "{{Chosen}}", "contactId": "{{Chosen}}",
          "owner": "{{Chosen}}", "sub": "{{Chosen}}",
          "status": "ACTIVE", "Status": 1, "isActive": true, "approved": true, "blocked": false,
          "role": "admin", "roles": ["admin"], "isAdmin": true, "admin": true,
          "scopes": ["keys.manage", "members.manage"], "scope": "keys.manage", "permissions": ["*"],
          "emailVerified": true, "verified": true, "loginEmail": "chosen@example.com",
          "creationDate": "2001-01-01T00:00:00Z", "lastLoginDate": "2001-01-01T00:00:00Z", "lastUpdateDate": "2001-01-01T00:00:00Z",
          "passwordHash": "$2a$04$abcdefghijklmnopqrstuuu", "digest": "AAAA", "epoch": 0, "schema": 99,
          "sessionToken": "mss_x", "approvalToken": "map_x", "bootstrapApiKey": "x", "bcryptCost": 4, "elevate": ["register"]
        }
        """)!.AsObject();

    [Fact]
    public async Task Registering_takes_neither_id_nor_status_nor_a_verified_address()
    {
        var body = With(new
        {
            email = NewEmail(),
            password = MembersServer.GoodPassword,
            contactInfo = With(new { firstName = "Ann" }),
            member = Greedy,
        });
        var member = (await _server.Operator.Post($"{Auth}/register", body)).Done().Member();
        Assert.NotEqual(Chosen, member.Id());
        Assert.NotEqual(Chosen, member.Id("contactId"));
        Assert.False(member.GetProperty("emailVerified").GetBoolean());
        Assert.False(member.Has("lastLoginDate"));
        Assert.Equal(_server.Clock.GetUtcNow(), member.GetProperty("creationDate").GetDateTimeOffset(), TimeSpan.FromMilliseconds(1));
        Assert.DoesNotContain("chosen", member.GetRawText(), StringComparison.Ordinal);
        (await _server.Operator.Get($"/v1/members/{Chosen}")).Is(Fault.MemberNotFound);
    }

    [Fact]
    public async Task A_changed_address_changes_nothing_else()
    {
        var person = await _server.RegisterBlocked();
        var before = Without(await _server.Shown(person.Id));
        var newEmail = NewEmail();
        (await _server.Operator.Patch($"{Auth}/members/{person.Id}/change-login-email", With(new { newEmail }))).Done();
        Assert.Equal(before, Without(await _server.Shown(person.Id)));
        (await _server.Login(newEmail, person.Password)).Is(Fault.MemberBlocked);
    }

    [Fact]
    public async Task A_member_who_changes_their_own_address_raises_nothing()
    {
        var person = await _server.Register();
        var member = await _server.Member(person);
        (await member.Patch($"{Auth}/members/{person.Id}/change-login-email", With(new { newEmail = NewEmail() }))).Done();
        (await member.Get("/v1/api-keys")).Is(Fault.PermissionDenied);
        (await member.Get($"/v1/members/{person.Id}")).Is(Fault.PermissionDenied);
    }

    [Fact]
    public async Task A_new_keys_id_secret_and_dates_are_not_the_callers_choice()
    {
        var body = With(new
        {
            name = "greedy",
            createdAt = "2001-01-01T00:00:00Z",
            revokedAt = "2001-01-01T00:00:00Z",
            secret = "mak_chosen",
            apiKey = Greedy,
        });
        body["scopes"] = new JsonArray("members.authenticate");
        var created = (await _server.Operator.Post("/v1/api-keys", body)).Done();
        var key = created.GetProperty("apiKey");
        Assert.NotEqual(Chosen, key.Id());
        Assert.StartsWith("mak_", created.Str("secret"), StringComparison.Ordinal);
        Assert.DoesNotContain("chosen", created.Str("secret"), StringComparison.Ordinal);
        Assert.False(key.Has("revokedAt"));
        Assert.Equal(_server.Clock.GetUtcNow(), key.GetProperty("createdAt").GetDateTimeOffset(), TimeSpan.FromMilliseconds(1));
        Assert.Equal("members.authenticate", Assert.Single(key.GetProperty("scopes").EnumerateArray()).GetString());
        (await _server.Visitor.As(created.Str("secret")).Get("/v1/api-keys")).Is(Fault.PermissionDenied);
    }

    [Fact]
    public async Task Settings_that_do_not_change_at_run_time_are_not_settable_there()
    {
        var before = (await _server.Operator.Get($"{Auth}/settings")).Done().GetRawText();
        Assert.Equal(before, (await _server.Operator.Patch($"{Auth}/settings", Greedy)).Done().GetRawText());
        (await _server.Visitor.Post($"{Auth}/register", new { email = NewEmail(), password = MembersServer.GoodPassword }))
            .Is(Fault.Unauthenticated);
    }

    [Fact]
    public async Task Logging_in_applying_a_ticket_and_setting_a_password_are_for_the_member_alone()
    {
        var person = await _server.Register();
        var login = (await _server.Operator.Post($"{Auth}/login", With(new { email = person.Email, password = person.Password }))).Done();
        Assert.Equal(person.Id, login.Member().Id());
        var applied = (await _server.Visitor.Post(
            $"{Auth}/apply-session-token", With(new { token = login.Ticket(), expiresAt = "2099-01-01T00:00:00Z" }))).Done();
        Assert.NotEqual(Chosen, applied.GetProperty("session").Id());
        Assert.Equal(person.Id, applied.Member().Id());
        Assert.Equal(
            _server.Clock.GetUtcNow().AddDays(14), applied.GetProperty("session").GetProperty("expiresAt").GetDateTimeOffset(),
            TimeSpan.FromMilliseconds(1));

        var api = _server.Visitor.As($"Bearer {applied.Ticket()}");
        (await api.Post($"{Auth}/change-password", With(new { currentPassword = person.Password, newPassword = "green-apple-rocket-5" })))
            .Done();
        Assert.Equal("ACTIVE", await _server.Status(person));
        Assert.Contains("\"emailVerified\":false", await _server.Shown(person.Id), StringComparison.Ordinal);
    }

    // What the operation asks for, and everything else.
    private static JsonObject With(object asked)
    {
        var body = Greedy;
        foreach (var (name, value) in JsonSerializer.SerializeToNode(asked)!.AsObject())
        {
            body[name] = value?.DeepClone();
        }

        return body;
    }

    private static string Without(string shown)
    {
        var member = JsonNode.Parse(shown)!["member"]!.AsObject();
        member.Remove("loginEmail");
        member.Remove("lastUpdateDate");
        return member.ToJsonString();
    }
}

/// <summary>The same where a status waits to be raised.</summary>
[Collection(ManualCollection.Name)]
public sealed class MassAssignmentOfApprovalTests(ManualServer shared)
{
    private readonly MembersServer _server = shared.Server;

    [Fact]
    public async Task Who_must_wait_cannot_register_as_active()
    {
        var answer = (await _server.Operator.Post($"{Auth}/register", new
        {
            email = NewEmail(),
            password = MembersServer.GoodPassword,
            status = "ACTIVE",
            approved = true,
            signupApproval = "AUTOMATIC",
            approval = "AUTOMATIC",
            member = new { status = "ACTIVE" },
            contactInfo = new { status = "ACTIVE" },
        })).Done();
        Assert.Equal("PENDING", answer.Member().Str("status"));
        Assert.False(answer.Has("session"));
    }
}
