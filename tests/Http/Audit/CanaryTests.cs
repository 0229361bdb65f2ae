using System.Net;
using Members.Tests.Http.Access;
using Members.Tests.Http.Hosting;
using Members.Tests.Http.Telemetry;
using static Members.Tests.Http.Hosting.Persons;

namespace Members.Tests.Http.Audit;

/// <summary>
/// Values that would be recognised anywhere go through every operation; none may be in the log, in an event, in a trace or in
/// a metric (contract I15).
/// </summary>
public sealed class CanaryTests
{
    private const string Email = "Canary.Bird@Aviary.example", Moved = "nightingale@aviary.example", Nobody = "dodo@aviary.example";
    private const string Password = "canary-sings-at-dawn-61", NewPassword = "canary-sleeps-at-noon-7", Name = "Canaryname",
        Agent = "CanaryAgent/1.0";

    private readonly List<string> _secrets = [];

    [Fact]
    public async Task No_address_password_token_name_or_client_is_in_a_line_an_event_or_a_trace()
    {
        await using var collector = Collector.Start();
        await using var server = await MembersServer.Start(
        [
            ("Members:Elevate:0", "login"),
            ("Members:VisitorRequestsPerMinute", "2"),
            .. collector.Settings.Select(s => (s.Key, s.Value)),
        ]);
        var id = await Live(server);
        await Refused(server, id);

        // Whatever was forgotten above, the access check has seen at least.
        foreach (var operation in Operations.All)
        {
            await operation.Call(server.Operator, id);
            await operation.Call(server.Visitor.As($"Bearer {_secrets[0]}"), id);
        }

        var events = (await server.Operator.Get($"/v1/members/{id}/events")).Done().GetRawText();
        TracedServer.Flush(server);
        var text = server.Log.Text + events + collector.Text;
        Assert.All(
            [
                Email, "Canary.Bird", Moved, "nightingale", Nobody, Password, NewPassword, Name, Agent, MembersServer.BootstrapKey,
                .. _secrets.Select(s => s[10..40]),
            ],
            secret => Assert.DoesNotContain(secret, text, StringComparison.OrdinalIgnoreCase));

        // The test would be worth nothing if nothing were written.
        Assert.Contains("/Login", collector.Text, StringComparison.Ordinal);
        var written = server.Log.Audit.Select(l => l.Event).Distinct().ToList();
        string[] all = [
            "authn_login_success", "authn_login_fail", "authn_token_created", "authn_token_create_fail", "authn_password_link_created",
            "authn_password_link_fail",
            "authn_password_set", "authn_password_set_fail", "authn_password_change", "authn_password_change_fail", "user_created",
            "user_create_fail",
            "user_approved", "user_approve_fail", "user_blocked", "user_block_fail", "user_email_changed", "user_email_change_fail",
            "session_created",
            "session_create_fail", "session_ended", "session_all_ended", "key_created", "key_create_fail", "key_used", "key_use_fail",
            "key_revoked",
            "key_revoke_fail", "settings_changed", "authz_fail", "excess_rate_limit_exceeded"];
        Assert.Empty(all.Except(written));
    }

    private async Task<Guid> Live(MembersServer server)
    {
        var api = server.Operator;
        var answer = (await api.Post($"{Auth}/register", new
        {
            email = Email,
            password = Password,
            contactInfo = new { firstName = Name, emails = (string[])[Nobody] },
        })).Done();
        var id = answer.Member().Id();
        var ticket = Secret(answer.Ticket());
        var request = new HttpRequestMessage(HttpMethod.Post, $"{Auth}/apply-session-token")
        {
            Content = Api.JsonOf(new { token = ticket }),
        };
        request.Headers.TryAddWithoutValidation("User-Agent", Agent);
        var member = server.Visitor.As($"Bearer {Secret((await server.Visitor.Send(request)).Done().Ticket())}");

        Secret((await server.Login(Email, Password)).Done().Ticket());
        Secret((await api.Post($"{Auth}/generate-session-token", new { email = Email })).Done().Ticket());
        (await member.Post($"{Auth}/change-password", new { currentPassword = Password, newPassword = NewPassword })).Done();
        (await api.Patch($"{Auth}/members/{id}/change-login-email", new { newEmail = Moved })).Done();
        var person = new Person(id, Moved, NewPassword, answer);
        (await server.SetPassword(Secret(await server.MailedToken(person)), Password)).Done();

        member = await server.Member(person);
        await member.Delete($"{Auth}/sessions/{(await member.Get($"{Auth}/sessions")).Done().GetProperty("sessions")[0].Id()}");
        await (await server.Member(person)).Post($"{Auth}/logout-all", new { });
        (await api.Post($"{Auth}/block", new { email = Moved })).Done();
        Secret((await api.Post($"{Auth}/approve", new { email = Moved })).Done().Ticket());
        (await api.Patch($"{Auth}/settings", new { signupApproval = "AUTOMATIC" })).Done();
        return id;
    }

    private async Task Refused(MembersServer server, Guid id)
    {
        var (api, secret) = (server.Operator, _secrets[^1]);
        await api.Post($"{Auth}/register", new { email = Moved, password = Password });
        await server.Login(Nobody, Password);
        await server.Login(Moved, NewPassword);
        await server.SendSetPasswordEmail(Nobody);
        await server.Apply(secret[..10] + "A" + secret[11..]);
        await server.SetPassword(Changed(_secrets.First(s => s.StartsWith("mpw_", StringComparison.Ordinal))), Password);
        await api.Post($"{Auth}/approve", new { id = Guid.NewGuid() });
        await api.Post($"{Auth}/block", new { id = Guid.NewGuid() });
        var other = await server.Register();
        await api.Patch($"{Auth}/members/{id}/change-login-email", new { newEmail = other.Email });
        await server.Block(other);
        await api.Post($"{Auth}/generate-session-token", new { email = other.Email });
        var member = await server.Member(new Person(id, Moved, Password, default));
        await member.Post($"{Auth}/change-password", new { currentPassword = NewPassword, newPassword = Password });

        var key = await server.CreateKey("members.manage");
        (await server.Visitor.As($"Bearer {Secret(key.Secret)}").Get("/v1/members?email=canary*")).Done();
        (await api.Delete($"/v1/api-keys/{key.Id}")).Done();
        await server.Visitor.As($"Bearer {key.Secret}").Get("/v1/members");
        await api.Delete($"/v1/api-keys/{Guid.NewGuid()}");
        await api.Post("/v1/api-keys", new { name = Name, scopes = (string[])["members.manage"], expiresAt = DateTimeOffset.UnixEpoch });
        for (var i = 0; i < 3; i++)
        {
            await server.VisitorFrom(IPAddress.Loopback).Post($"{Auth}/login", new { email = Nobody, password = Password });
        }
    }

    private string Secret(string text)
    {
        _secrets.Add(text);
        return text;
    }
}
