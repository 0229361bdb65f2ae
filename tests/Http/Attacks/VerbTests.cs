using Members.Tests.Http.Access;
using Members.Tests.Http.Hosting;
using static Members.Tests.Http.Hosting.Persons;

namespace Members.Tests.Http.Attacks;

/// <summary>
/// Methods that an address does not answer to, and headers that ask for another method than the request's (ASVS 5.0, 4.1.4).
/// </summary>
[Collection(HostileCollection.Name)]
public sealed class VerbTests(AutomaticServer shared)
{
    private static readonly string[] Methods =
        ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", "PROPFIND", "MOVE", "LINK", "JEFF", "GETX"];
    private static readonly string[] Overrides = ["X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override"];
    private readonly MembersServer _server = shared.Server;

    public static TheoryData<string> Paths => [.. Operations.All.Select(o => o.Path).Distinct()];

    public static TheoryData<string> Restricted => [.. Operations.All.Where(o => o.Who != Who.Anyone).Select(o => o.Name)];

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task An_address_answers_to_its_own_methods_alone(string path)
    {
        var person = await shared.Somebody();
        var before = await _server.Shown(person.Id);
        var target = Operations.Filled(path, person.Id);
        foreach (var method in Methods.Except(Of(path)))
        {
            var heard = await _server.Say($"{method} {target} HTTP/1.1\r\nHost: 127.0.0.1\r\n" +
                $"Authorization: Bearer {MembersServer.BootstrapKey}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
            Assert.True(
                heard.Statuses is [404 or 405] || (method == "CONNECT" && heard.Statuses is [400]), $"{method} {path}: {heard.Text}");
            Assert.DoesNotContain(MembersServer.BootstrapKey, heard.Text, StringComparison.Ordinal);
        }

        Assert.Equal(before, await _server.Shown(person.Id));
    }

    // HEAD is answered wherever GET is.
    private static IEnumerable<string> Of(string path) => Operations.All.Where(o => o.Path == path)
        .SelectMany(o => o.Method == "GET" ? [o.Method, "HEAD"] : new[] { o.Method });

    [Fact]
    public async Task A_header_or_a_parameter_that_asks_for_another_method_is_not_heard()
    {
        var (id, _) = await _server.CreateKey("members.manage");
        foreach (var name in Overrides)
        {
            (await _server.Operator.Send(HttpMethod.Post, $"/v1/api-keys/{id}", Api.JsonOf(new { }), (name, "DELETE")))
                .Is(Fault.MethodNotAllowed);
            (await _server.Operator.Send(HttpMethod.Get, $"/v1/api-keys/{id}?_method=DELETE&method=DELETE", null, (name, "DELETE")))
                .Is(Fault.MethodNotAllowed);
            (await _server.Operator.Send(HttpMethod.Get, "/v1/api-keys?_method=POST", null, (name, "POST"))).Done();
        }

        (await _server.Operator.PostForm($"/v1/api-keys/{id}", ("_method", "DELETE"))).Is(Fault.MethodNotAllowed);
        var key = (await _server.Operator.Get("/v1/api-keys")).Done().GetProperty("apiKeys").EnumerateArray().Single(k => k.Id() == id);
        Assert.False(key.Has("revokedAt"));
    }

    // A check that compares methods letter by letter would take "delete" for something harmless.
    [Theory]
    [MemberData(nameof(Restricted))]
    public async Task A_method_in_other_letters_goes_round_no_check(string name)
    {
        var operation = Operations.Find(name);
        var target = Operations.Filled(operation.Path, Guid.NewGuid());
        foreach (var method in new[]
        {
            operation.Method.ToLowerInvariant(), operation.Method[..1] + operation.Method[1..].ToLowerInvariant(),
        })
        {
            var heard = await _server.Say($"{method} {target} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n" +
                $"Content-Length: 2\r\nConnection: close\r\n\r\n{{}}");
            Assert.True(heard.Statuses is [400 or 401 or 404 or 405 or 415], heard.Text);
        }
    }

    [Theory]
    [InlineData("post", "logout-all")]
    [InlineData("Post", "logout")]
    [InlineData("POST", "logout-all")]
    public async Task A_cookie_sent_by_another_site_changes_nothing_whatever_letters_the_method_has(string method, string path)
    {
        var session = await _server.OpenSession(await shared.Somebody());
        var heard = await _server.Say(
            $"{method} {Auth}/{path} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: __Host-members-session={session}\r\n" +
            $"Sec-Fetch-Site: cross-site\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
        Assert.True(heard.Statuses is [400 or 403 or 405], heard.Text);
        Assert.True(await _server.IsLive(session));
    }

    [Fact]
    public async Task Trace_does_not_echo_what_a_script_may_not_read()
    {
        var heard = await _server.Say($"TRACE /health/live HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: __Host-members-session=a-secret\r\n" +
            $"Authorization: Bearer {MembersServer.BootstrapKey}\r\nConnection: close\r\n\r\n");
        Assert.Equal([405], heard.Statuses);
        Assert.DoesNotContain("a-secret", heard.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(MembersServer.BootstrapKey, heard.Text, StringComparison.Ordinal);
    }
}
