using System.Net;
using System.Net.Sockets;
using Members.Silo.Hosting;
using Members.Tests.Http.Hosting;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using static Members.Tests.Http.Hosting.Persons;

namespace Members.Tests.Http.Startup;

/// <summary>What was acknowledged is there after a restart, and nothing revoked comes back (contract I2, I8).</summary>
public sealed class RestartTests
{
    [Fact]
    public async Task Everything_is_as_it_was()
    {
        await using var first = await MembersServer.Start();
        var (person, blocked, moved) = (await first.Register(), await first.RegisterBlocked(), await first.Register());
        var (session, ended) = (await first.OpenSession(person), await first.OpenSession(person));
        var (ticket, used) = (await first.Ticket(person), await first.Ticket(person));
        (await first.Apply(used)).Done();
        (await first.Visitor.As(ended).Post($"{Auth}/logout", new { })).Done();
        var (mailed, newEmail) = (await first.MailedToken(person), NewEmail());
        (await first.Operator.Patch($"{Auth}/members/{moved.Id}/change-login-email", new { newEmail })).Done();
        var (_, key) = await first.CreateKey("members.manage");
        var (revokedId, revoked) = await first.CreateKey("members.manage");
        (await first.Operator.Delete($"/v1/api-keys/{revokedId}")).Done();
        (await first.Operator.Patch($"{Auth}/settings", new { signupApproval = "MANUAL" })).Done();
        var pending = await first.Register();
        var idempotency = Guid.NewGuid().ToString();
        var named = (await first.Operator.Send(HttpMethod.Post, $"{Auth}/register", Api.JsonOf(
            new { email = "named@example.com", password = MembersServer.GoodPassword }), ("Idempotency-Key", idempotency))).Done();
        var before = await Everything(first);
        await first.DisposeAsync();

        await using var second = await MembersServer.Start(data: first.DataDirectory, clock: first.Clock);
        Assert.Equal(before, await Everything(second));
        Assert.Equal((true, false), (await second.IsLive(session), await second.IsLive(ended)));
        (await second.Apply(used)).Is(Fault.TokenInvalid);
        (await second.Apply(ticket)).Done();
        (await second.Login(blocked)).Is(Fault.MemberBlocked);
        (await second.Login(pending)).Is(Fault.PendingApproval);
        Assert.Equal(moved.Id, (await second.Login(newEmail, moved.Password)).Done().Member().Id());
        Assert.False(await second.CanLogIn(moved.Email, moved.Password));
        (await second.Visitor.As(key).Get("/v1/members")).Done();
        (await second.Visitor.As(revoked).Get("/v1/members")).Is(Fault.Unauthenticated);
        (await second.SetPassword(mailed, "after-the-restart-4-oxen")).Done();
        Assert.False(await second.IsLive(session));
        (await second.Operator.Post($"{Auth}/approve", new { token = pending.ApprovalToken })).Done();
        var again = await second.Operator.Send(HttpMethod.Post, $"{Auth}/register", Api.JsonOf(
            new { email = "named@example.com", password = MembersServer.GoodPassword }), ("Idempotency-Key", idempotency));
        Assert.Equal(named.Member().Id(), again.Done().Member().Id());
    }

    [Fact]
    public async Task The_operators_key_that_was_revoked_stays_revoked_though_the_setting_still_names_it()
    {
        await using var first = await MembersServer.Start();
        var (_, other) = await first.CreateKey("keys.manage");
        var keys = (await first.Operator.Get("/v1/api-keys")).Done().GetProperty("apiKeys").EnumerateArray();
        (await first.Operator.Delete($"/v1/api-keys/{keys.Single(k => k.Str("name") == "bootstrap").Id()}")).Done();
        (await first.Operator.Get("/v1/api-keys")).Is(Fault.Unauthenticated);
        await first.DisposeAsync();

        await using var second = await MembersServer.Start(data: first.DataDirectory);
        (await second.Operator.Get("/v1/api-keys")).Is(Fault.Unauthenticated);
        Assert.Equal(2, (await second.Visitor.As(other).Get("/v1/api-keys")).Done().GetProperty("apiKeys").GetArrayLength());
    }

    [Fact]
    public async Task Without_the_setting_a_first_key_is_made_at_the_first_start_only()
    {
        await using var first = await MembersServer.Start(withoutKey: true);
        var key = first.App.Services.GetRequiredService<BootstrapKeyService>().Created!.Reveal();
        (await first.Operator.Get("/v1/api-keys")).Is(Fault.Unauthenticated);
        Assert.Equal(1, (await first.Visitor.As(key).Get("/v1/api-keys")).Done().GetProperty("apiKeys").GetArrayLength());
        Assert.DoesNotContain(key, first.Log.Text, StringComparison.Ordinal);
        await first.DisposeAsync();

        await using var second = await MembersServer.Start(data: first.DataDirectory, withoutKey: true);
        Assert.Null(second.App.Services.GetRequiredService<BootstrapKeyService>().Created);
        (await second.Visitor.As(key).Get("/v1/api-keys")).Done();
    }

    [Fact]
    public async Task A_first_key_that_a_start_which_failed_did_not_show_is_made_at_the_next_one()
    {
        var data = MembersServer.NewDirectory();
        var port = FreePort.Next();
        await using (var failing = await MembersHost.Build(
            [$"--urls=http://127.0.0.1:{port}", $"--Members:DataDirectory={data}", "--Members:BcryptCost=4"]))
        {
            // Taken after the check of the addresses, as by another process that starts at the same moment.
            using var other = new TcpListener(IPAddress.Loopback, port);
            other.Start();
            await Assert.ThrowsAsync<IOException>(() => failing.StartAsync());
        }

        SqliteConnection.ClearAllPools();
        await using var second = await MembersServer.Start(data: data, withoutKey: true);
        var key = second.App.Services.GetRequiredService<BootstrapKeyService>().Created!.Reveal();
        var keys = (await second.Visitor.As(key).Get("/v1/api-keys")).Done().GetProperty("apiKeys").EnumerateArray();
        Assert.Equal(["first key"], keys.Select(k => k.Str("name")));
    }

    [Fact]
    public async Task The_configured_address_is_in_the_mail_and_the_configured_approval_holds_until_it_is_changed()
    {
        await using var server = await MembersServer.Start(
            [("Members:PublicBaseUrl", "http://members.example.org/base/"), ("Members:SignupApproval", "manual")]);
        var person = await server.Register();
        Assert.Equal("PENDING", person.Answer.Member().Str("status"));
        var mail = await server.Mail.After(() => server.SendSetPasswordEmail(person.Email), person.Email);
        Assert.Equal("http://members.example.org/base/set-password", Mailbox.PageOf(mail));
    }

    private static async Task<string> Everything(MembersServer server) => string.Join('\n',
        (await server.Operator.Get("/v1/members?limit=100")).Done(),
        (await server.Operator.Get("/v1/api-keys")).Done(),
        (await server.Operator.Get($"{Auth}/settings")).Done());
}
