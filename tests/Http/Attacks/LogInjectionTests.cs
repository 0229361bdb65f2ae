using Members.Tests.Http.Hosting;
using Microsoft.Extensions.Logging;
using static Members.Tests.Http.Hosting.Persons;

namespace Members.Tests.Http.Attacks;

/// <summary>Input that wants to write lines of its own into the log, or colours, or to break its formatter (ASVS 5.0, 16.4.1).</summary>
public sealed class LogInjectionTests : IAsyncLifetime
{
    private const string Mark = "FORGED-LINE";
    private MembersServer _server = null!;

    public async Task InitializeAsync() =>
        _server = await MembersServer.Start(configure: b => b.Logging.SetMinimumLevel(LogLevel.Information));

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task Nothing_that_a_caller_sends_becomes_a_line_of_the_log()
    {
        string[] hostile =
        [
            $"x\nInformation {Mark} admin logged in", $"x\r\n{Mark}", $"x\r{Mark}", $"x\u2028{Mark}", $"x\u0085{Mark}",
            $"\u001b[2J\u001b[31m{Mark}\u001b[0m", $"\b\b\b{Mark}",
            $"{{0}} {{99}} {{Member}} {Mark}", $"%n%x {Mark}", $"{Mark}%0aINFO", $"${{jndi:ldap://127.0.0.1/{Mark}}}",
        ];
        foreach (var text in hostile)
        {
            await _server.Operator.Post(
                $"{Auth}/register",
                new { email = text, password = text, contactInfo = new { firstName = text }, profilePrivacyStatus = text });
            await _server.Login(text, text);
            await _server.Operator.Post($"{Auth}/block", new { id = text });
            await _server.Operator.Post($"{Auth}/approve", new { token = text });
            await _server.Apply(text);
            await _server.SetPassword(text, text);
            await _server.Operator.Post("/v1/api-keys", new { name = text, scopes = new[] { text } });
            await _server.Operator.PostForm($"{Auth}/introspect", ("token", text));
            await _server.Operator.Get($"/v1/members/{Uri.EscapeDataString(text)}");
            await _server.Operator.Get(
                $"/v1/members?email={Uri.EscapeDataString(text)}&status={Uri.EscapeDataString(text)}&cursor={Uri.EscapeDataString(text)}");
            await _server.Visitor.Get($"/{Uri.EscapeDataString(text)}");
        }

        await _server.Say($"GET /{Mark} HTTP/1.1\r\nHost: 127.0.0.1\r\nUser-Agent: {Mark}\u001b[31m\r\nX-Request-Id: {Mark}\r\n" +
            $"traceparent: {Mark}\r\nReferer: {Mark}\r\nConnection: close\r\n\r\n");
        await _server.Say($"GET /health/live HTTP/1.1\r\nHost: 127.0.0.1\r\n{Mark}\r\n\r\n");
        Assert.DoesNotContain(Mark, _server.Log.Text, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', _server.Log.Text);
    }

    [Fact]
    public async Task A_client_is_shown_in_the_list_of_sessions_without_what_it_hid_in_its_name()
    {
        var person = await _server.Register();
        var ticket = $$"""{"token":"{{await _server.Ticket(person)}}"}""";
        var heard = await _server.Say(
            $"POST {Auth}/apply-session-token HTTP/1.1\r\n" +
            $"Host: 127.0.0.1\r\nUser-Agent: Nice\tBrowser \u009b31m{new string('x', 5000)}\r\nContent-Type: application/json\r\n" +
            $"Content-Length: {ticket.Length}\r\nConnection: close\r\n\r\n{ticket}");
        if (heard.Statuses is [200])
        {
            var sessions = (await (await _server.Member(person)).Get($"{Auth}/sessions")).Done().GetProperty("sessions");
            var client = sessions.EnumerateArray().Single(s => s.Has("client")).Str("client");
            Assert.DoesNotContain(client, char.IsControl);
            Assert.InRange(client.Length, 1, 512);
        }
        else
        {
            Assert.Equal([400], heard.Statuses);
        }
    }

    [Fact]
    public async Task A_callers_request_id_does_not_become_ours()
    {
        var reply = await _server.Visitor.Send(
            HttpMethod.Get, $"{Auth}/me", null, ("x-wix-request-id", Mark), ("traceparent", $"00-{Mark}-1-01"), ("tracestate", Mark),
            ("X-Request-Id", Mark));
        Assert.DoesNotContain(Mark, reply.Header("x-wix-request-id"), StringComparison.Ordinal);
        Assert.DoesNotContain(Mark, reply.Text, StringComparison.Ordinal);
        Assert.Matches("^[0-9a-f]{32}$|^[A-Z0-9]+:[0-9A-F]+$", reply.Header("x-wix-request-id"));
    }
}
