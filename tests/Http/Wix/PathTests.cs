using Members.Tests.Http.Hosting;
using Members.Tests.Http.OAuth;
using static Members.Tests.Http.Hosting.Persons;

namespace Members.Tests.Http.Wix;

/// <summary>The paths of Wix clients: what answers there, whom, and that they can be switched off (wix-contract D.1, F51 to F54).</summary>
[Collection(AutomaticCollection.Name)]
public sealed class PathTests(AutomaticServer shared)
{
    private readonly MembersServer _server = shared.Server;

    public static TheoryData<string, string, string> Functions
    {
        get
        {
            var data = new TheoryData<string, string, string>();
            foreach (var (method, path, own) in Paths.Functions)
            {
                data.Add(method, path, own);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public async Task Each_spelling_answers_as_our_own_path_does(string method, string path, string own)
    {
        var (id, token) = (Guid.NewGuid(), (await _server.OpenSession(await shared.Somebody())));
        foreach (var body in new[]
        {
            "{}", "{", "[]", "null", """{"email":1}""", """{"email":"a@example.com","password":"x","token":"x","newEmail":"x"}""",
            """{"email":"nobody@example.com"}""",
        })
        {
            foreach (var api in new[] { _server.Operator, _server.Visitor, _server.Visitor.As(token), _server.Visitor.As("rubbish") })
            {
                var theirs = await Send(api, method, path, id, body);
                var ours = await Send(api, method, $"{Auth}/{own}", id, body);
                Assert.Equal((ours.Status, Told(ours)), (theirs.Status, Told(theirs)));
            }
        }

        Assert.Equal(404, (await _server.Operator.Send(
            new HttpMethod(method), path.Replace("{id}", $"{id}", StringComparison.Ordinal) + "/x", Api.JsonOf(new { }))).Status);
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public async Task A_visitors_token_opens_none_of_the_six(string method, string path, string own)
    {
        var visitor = await _server.AsVisitor(await _server.NewClient());
        (await Send(visitor, method, path, Guid.NewGuid(), "{}")).Is(Fault.PermissionDenied);
        (await Send(visitor, method, $"{Auth}/{own}", Guid.NewGuid(), "{}")).Is(Fault.PermissionDenied);
    }

    [Fact]
    public async Task Each_other_path_lets_in_whom_it_should()
    {
        var person = await _server.Register();
        var (client, weak) = (await _server.NewClient(accountManagement: true), (await _server.CreateKey("keys.manage")).Secret);
        var (visitor, member) = (await _server.AsVisitor(client), await _server.Member(person));
        var access = _server.Visitor.As((await _server.Tokens(client, person)).Str("access_token"));
        foreach (var (method, path, kind) in Paths.Identities.Concat(Paths.Others))
        {
            (await Send(_server.Visitor, method, path, Guid.NewGuid(), "{}")).Is(Fault.Unauthenticated);
            (await Send(_server.Visitor.As("rubbish"), method, path, Guid.NewGuid(), "{}")).Is(Fault.Unauthenticated);
            Assert.Equal(
                (path, kind is not (Paths.Kind.Identified or Paths.Kind.Direct)),
                (path, Denied(await Send(visitor, method, path, Guid.NewGuid(), "{}"))));
            Assert.Equal(
                (path, kind is Paths.Kind.Key or Paths.Kind.Direct),
                (path, Denied(await Send(member, method, path, Guid.NewGuid(), "{}"))));
            Assert.Equal((path, kind == Paths.Kind.Key), (path, Denied(await Send(access, method, path, Guid.NewGuid(), "{}"))));
            Assert.Equal(
                (path, kind == Paths.Kind.Member), (path, Denied(await Send(_server.Operator, method, path, Guid.NewGuid(), "{}"))));
            (await Send(_server.Visitor.As(weak), method, path, Guid.NewGuid(), "{}")).Is(Fault.PermissionDenied);
        }
    }

    [Fact]
    public async Task A_cookie_opens_no_service_of_identities()
    {
        var cookie = _server.Visitor.WithCookie(await _server.OpenSession(await shared.Somebody()));
        foreach (var (method, path, _) in Paths.Identities.Where(p => p.Kind == Paths.Kind.Identified))
        {
            (await Send(cookie, method, path, Guid.NewGuid(), "{}")).Is(Fault.Unauthenticated);
        }
    }

    [Fact]
    public async Task Switched_off_there_is_nothing_at_any_of_them_and_the_rest_answers()
    {
        await using var server = await MembersServer.Start([("Members:WixPaths", "false")]);
        foreach (var (method, path) in Paths.Functions.Select(p => (p.Method, p.Path)).Concat(
            Paths.Identities.Concat(Paths.Others).Select(p => (p.Method, p.Path))))
        {
            Assert.Equal((path, 404), (path, (await Send(server.Operator, method, path, Guid.NewGuid(), "{}")).Status));
        }

        Assert.NotEmpty((await server.Visit(await server.NewClient())).Str("access_token"));
    }

    [Fact]
    public void None_is_in_the_description() =>
        Assert.DoesNotContain(_server.Description.Operations, o => !o.Path.StartsWith(
            "/v1/", StringComparison.Ordinal) && !o.Path.StartsWith("/health/", StringComparison.Ordinal));

    [Fact]
    public async Task Whoever_is_no_key_has_the_limit_of_visitors()
    {
        await using var server = await MembersServer.Start([("Members:VisitorRequestsPerMinute", "3")]);
        var visitor = await server.AsVisitor(await server.NewClient());
        for (var i = 0; i < 3; i++)
        {
            (await visitor.Post("/_api/iam/authentication/v2/login", new { })).Is(Fault.InvalidCredentials);
        }

        (await visitor.Post("/_api/iam/authentication/v2/login", new { })).Is(Fault.TooManyRequests);
        (await server.Operator.Post("/_api/iam/authentication/v2/login", new { })).Is(Fault.InvalidCredentials);
    }

    private static bool Denied(Reply reply) => reply.Status == 403 && reply.Json.Str("code") == "PERMISSION_DENIED";

    private static string Told(Reply reply) =>
        reply.Status == 200 ? string.Join(',', reply.Json.Names()) : reply.Json.GetProperty("details").GetRawText();

    private static Task<Reply> Send(Api api, string method, string path, Guid id, string body) => api.Send(
        new HttpMethod(method), path.Replace(
            "{id}", $"{id}", StringComparison.Ordinal), method is "GET" or "DELETE" ? null : new StringContent(
            body, System.Text.Encoding.UTF8, "application/json"));
}
