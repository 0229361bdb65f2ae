using Members.Tests.Http.Hosting;
using Members.Tests.Http.OAuth;
using static Members.Tests.Http.Hosting.Persons;

namespace Members.Tests.Http.Staff;

/// <summary>Which credentials of a member carry their roles (admission, section 6; contract, section 3).</summary>
[Collection(AutomaticCollection.Name)]
public sealed class StaffCredentialTests(AutomaticServer shared)
{
    private readonly MembersServer _server = shared.Server;

    [Fact]
    public async Task An_access_token_of_an_ordinary_client_carries_none()
    {
        var (owner, other) = (await _server.Hire("owner"), await _server.Register());
        var token = _server.Visitor.As((await _server.Tokens(await _server.NewClient(), owner)).Str("access_token"));
        var before = await _server.Shown(other.Id);
        foreach (var reply in new[]
        {
            await token.Get(Staffing.Route), await token.Assign(other.Id, "auditor"), await token.Dismiss(other.Id),
            await token.Get("/v1/members"), await token.Get("/v1/applications"), await token.Get($"{Auth}/settings"),
            await token.Post($"{Auth}/block", new { id = other.Id }), await token.Post($"/v1/members/{other.Id}/verify-email", new { }),
            await token.Post($"/v1/members/{other.Id}/end-sessions", new { }), await token.Delete($"/v1/members/{other.Id}"),
        })
        {
            Assert.Contains("accountManagement", reply.Is(Fault.PermissionDenied).Json.Str("detail"), StringComparison.Ordinal);
        }

        Assert.Equal(before, await _server.Shown(other.Id));
        (await token.Get($"{Auth}/me")).Done();
    }

    [Fact]
    public async Task One_of_a_client_that_may_manage_the_account_carries_them()
    {
        var owner = await _server.Hire("owner");
        var client = await _server.NewClient(accountManagement: true);
        (await _server.Visitor.As((await _server.Tokens(client, owner)).Str("access_token")).Get(Staffing.Route)).Done();
    }

    [Fact]
    public async Task One_of_an_ordinary_client_is_a_visitors_where_a_function_is_opened_to_visitors()
    {
        await using var server = await MembersServer.Start([("Members:Elevate:0", "sendSetPasswordEmail")]);
        var (helpdesk, other) = (await server.Hire("helpdesk"), await server.Register());
        var token = server.Visitor.As((await server.Tokens(await server.NewClient(), helpdesk)).Str("access_token"));
        (await token.Post($"{Auth}/send-set-password-email", new { email = other.Email })).Done();
        (await token.Get("/v1/members")).Is(Fault.PermissionDenied);
    }

    [Theory]
    [InlineData("Origin", "https://evil.example")]
    [InlineData("Origin", "null")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    public async Task A_cookie_that_a_page_of_another_origin_sends_changes_nothing(string header, string value)
    {
        var (owner, other) = (await _server.Hire("owner"), await _server.Hire("helpdesk"));
        var cookie = _server.Visitor.WithCookie(await _server.OpenSession(owner));
        var before = await _server.Shown(other.Id);
        foreach (var (method, path) in new[]
        {
            ("PUT", $"{Staffing.Route}/{other.Id}"), ("DELETE", $"{Staffing.Route}/{other.Id}"), ("DELETE", $"/v1/members/{other.Id}"),
            ("POST", $"/v1/members/{other.Id}/verify-email"), ("POST", $"/v1/members/{other.Id}/end-sessions"),
            ("PATCH", $"{Auth}/settings"), ("POST", "/v1/invitations"), ("POST", $"/v1/applications/{other.Id}/block"),
        })
        {
            var body = method == "DELETE" ? null : Api.JsonOf(new { roles = new[] { "owner" } });
            (await cookie.Send(new HttpMethod(method), path, body, (header, value))).Is(Fault.PermissionDenied);
        }

        Assert.Equal(before, await _server.Shown(other.Id));
        Assert.Equal("helpdesk", (await _server.Staff())[other.Id]);
    }

    [Fact]
    public async Task A_cookie_that_our_own_page_sends_carries_them()
    {
        var (owner, other) = (await _server.Hire("owner"), await _server.Hire("helpdesk"));
        var cookie = _server.Visitor.WithCookie(await _server.OpenSession(owner));
        var body = Api.JsonOf(new { roles = new[] { "auditor" } });
        (await cookie.Send(HttpMethod.Put, $"{Staffing.Route}/{other.Id}", body, ("Origin", _server.Url))).Done();
        Assert.Equal("auditor", (await _server.Staff())[other.Id]);
    }

    [Fact]
    public async Task A_ticket_and_a_session_that_has_ended_carry_none()
    {
        var owner = await _server.Hire("owner");
        var session = await _server.OpenSession(owner);
        (await _server.Visitor.As(session).Post($"{Auth}/logout", new { })).Done();
        foreach (var credential in new[] { session, await _server.Ticket(owner), Changed(await _server.OpenSession(owner)) })
        {
            (await _server.Visitor.As(credential).Get(Staffing.Route)).Is(Fault.Unauthenticated);
        }
    }

    [Fact]
    public async Task A_key_beside_the_session_lends_it_nothing_and_the_session_lends_the_key_no_scope()
    {
        var (helpdesk, other) = (await _server.Hire("helpdesk"), await _server.Register());
        var (session, weak) = (await _server.OpenSession(helpdesk), (await _server.CreateKey("settings.manage")).Secret);
        var both = _server.Visitor.As($"{session},{weak}");
        (await both.Get("/v1/members?limit=1")).Done();
        (await both.Delete($"/v1/members/{other.Id}")).Is(Fault.PermissionDenied);
        (await both.Assign(helpdesk.Id, "owner")).Is(Fault.PermissionDenied);
    }
}
