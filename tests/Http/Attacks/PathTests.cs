using Members.Tests.Http.Hosting;
using static Members.Tests.Http.Hosting.Persons;

namespace Members.Tests.Http.Attacks;

/// <summary>Addresses that a proxy and this server may read differently, and ids that try to be more than ids.</summary>
[Collection(HostileCollection.Name)]
public sealed class PathTests(AutomaticServer shared)
{
    private readonly MembersServer _server = shared.Server;

    public static TheoryData<string> Ids =>
    [
        "..%2f{0}", "%2e%2e%2f{0}", "%252e%252e%252f{0}", "..%5c{0}", "..%c0%af{0}", "%2f{0}", "{0}%2f", "{0}%2f..", "{0}%2e", "{0}.",
        "{0}..",
        "{0}%20", "%20{0}", "{0}%09", "{0}%00", "%00{0}", "{0}%0d%0a", "{0};", "{0};a=b", ";{0}", "{0},{0}", "{0}%2c{0}", "{0}%23",
        "{0}%3f", "{0}%3fa=b",
        "%7b{0}%7d", "({0})", "urn:uuid:{0}", "{0}.json", "{0}%2ejson", "{0}*", "*", "{0}%26id={0}", "'{0}'", "{0}'--",
        "%ef%bc%8e%ef%bc%8e", "{0}%e2%80%8b", "0x{0}", "{0}%u002f", "null", "undefined", "-1", "0",
    ];

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task An_id_with_something_around_it_is_no_id(string id)
    {
        var (victim, session) = (await _server.Register(), await _server.OpenSession(await shared.Somebody()));
        var before = await _server.Shown(victim.Id);
        id = id.Replace("{0}", victim.Id.ToString(), StringComparison.Ordinal);
        foreach (var heard in new[]
        {
            await Ask("GET", $"/v1/members/{id}", MembersServer.BootstrapKey),
            await Ask(
                "PATCH", $"{Auth}/members/{id}/change-login-email", MembersServer.BootstrapKey, $$"""{"newEmail":"{{NewEmail()}}"}"""),
            await Ask("DELETE", $"/v1/api-keys/{id}", MembersServer.BootstrapKey),
        })
        {
            Assert.True(heard.Statuses is [400 or 404 or 405], heard.Text);
            Assert.DoesNotContain(victim.Email, heard.Text, StringComparison.Ordinal);
        }

        // A member is told nothing of what is there and what is not.
        var patch = await Ask("PATCH", $"{Auth}/members/{id}/change-login-email", session, $$"""{"newEmail":"{{NewEmail()}}"}""");
        Assert.True(patch.Statuses is [400 or 403 or 404 or 405], patch.Text);
        Assert.Equal(before, await _server.Shown(victim.Id));
    }

    [Fact]
    public async Task An_id_in_capital_letters_or_with_an_escaped_letter_is_the_same_id_and_nobody_elses()
    {
        var person = await _server.Register();
        var api = await _server.Member(await shared.Somebody());
        foreach (var id in new[]
        {
            person.Id.ToString().ToUpperInvariant(), string.Concat(person.Id.ToString().Select(c => $"%{(int)c:x2}")),
        })
        {
            Assert.Equal(person.Id, (await _server.Operator.Get($"/v1/members/{id}")).Done().Member().Id());
            (await api.Patch($"{Auth}/members/{id}/change-login-email", new { newEmail = NewEmail() })).Is(Fault.PermissionDenied);
        }
    }

    [Theory]
    [InlineData("/V1/MEMBERS")]
    [InlineData("/v1/members/")]
    [InlineData("//v1/members")]
    [InlineData("/v1//members")]
    [InlineData("/./v1/members")]
    [InlineData("/v1/./members")]
    [InlineData("/health/../v1/members")]
    [InlineData("/health/live/../../v1/members")]
    [InlineData("/health/%2e%2e/v1/members")]
    [InlineData("/health/..%2fv1/members")]
    [InlineData("/health/live;/../../v1/members")]
    [InlineData("/v1/members;a=b")]
    [InlineData("/v1/members%00")]
    [InlineData("/v1/members%20")]
    [InlineData("/v1/members%2f")]
    [InlineData("/v1/members%3f")]
    [InlineData("/v1/members.json")]
    [InlineData("/v1%2fmembers")]
    [InlineData("/%76%31/members")]
    [InlineData("/v1\\members")]
    [InlineData("/v1/members#/health/live")]
    [InlineData("/docs/../v1/members")]
    [InlineData("/docs/..%2f..%2fv1/members")]
    [InlineData("/openapi/v1.json/../../v1/members")]
    [InlineData("/set-password/../v1/members")]
    [InlineData("http://127.0.0.1/v1/members")]
    public async Task No_spelling_of_a_closed_address_opens_it(string target)
    {
        await shared.Somebody();
        var heard = await Ask("GET", target, null);
        Assert.True(heard.Statuses is [400 or 401 or 404], heard.Text);
        Assert.DoesNotContain("loginEmail", heard.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/appsettings.json")]
    [InlineData("/docs/../appsettings.json")]
    [InlineData("/docs/..%2fappsettings.json")]
    [InlineData("/docs/%2e%2e/%2e%2e/etc/passwd")]
    [InlineData("/docs/..%5c..%5cappsettings.json")]
    [InlineData("/docs//etc/passwd")]
    [InlineData("/docs/%00")]
    [InlineData("/docs/members.db")]
    [InlineData("/.git/config")]
    [InlineData("/data/members.db")]
    [InlineData("/Members.Silo.dll")]
    [InlineData("/openapi/../data/members.db")]
    [InlineData("/openapi/%2e%2e%2fappsettings.json")]
    [InlineData("/metrics")]
    [InlineData("/dashboard")]
    [InlineData("/swagger/index.html")]
    public async Task No_address_opens_a_file_or_a_dashboard(string target)
    {
        var heard = await Ask("GET", target, null);
        Assert.True(heard.Statuses is [400 or 401 or 404] || (heard.Statuses is [200] && heard.Text.Contains(
            "Members API", StringComparison.Ordinal)), heard.Text);
        Assert.DoesNotMatch("root:|BcryptCost|SQLite format|repositoryformatversion", heard.Text);
    }

    private Task<Verbatim.Heard> Ask(string method, string target, string? credential, string? body = null) => _server.Say(
        $"{method} {target} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n"
        + (credential is null ? "" : $"Authorization: Bearer {credential}\r\n")
        + (body is null ? "\r\n" : $"Content-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}"));
}
