using System.Text.Json;
using Members.Tests.Http.Access;
using Members.Tests.Http.Hosting;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Members.Tests.Http.Around;

/// <summary>Probes, the description of the API, and what every route must have.</summary>
[Collection(AutomaticCollection.Name)]
public sealed class HealthAndDescriptionTests(AutomaticServer shared)
{
    private readonly MembersServer _server = shared.Server;

    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    public async Task A_probe_says_up(string path) =>
        Assert.Equal("{\"status\":\"UP\"}", (await _server.Visitor.Get(path)).Done().GetRawText());

    [Fact]
    public async Task However_often_readiness_is_asked_the_store_is_asked_once_a_second()
    {
        var probed = 0;
        await using var server = await MembersServer.Start(configure: builder => builder.Services.AddSingleton<IIncomingGrainCallFilter>(
            new Counter(() => Interlocked.Increment(ref probed))));
        (await server.Visitor.Get("/health/ready")).Done();
        var (watch, before) = (System.Diagnostics.Stopwatch.StartNew(), Volatile.Read(ref probed));
        await Parallel.ForEachAsync(Enumerable.Range(0, 300), async (_, _) => (await server.Visitor.Get("/health/ready")).Done());

        Assert.InRange(Volatile.Read(ref probed) - before, 0, watch.Elapsed.TotalSeconds + 1);
        Assert.True(before >= 1);
    }

    [Fact]
    public void The_description_lists_every_operation_of_the_contract_and_no_other()
    {
        var described = _server.Description.Operations.Select(o => $"{o.Method} {o.Path}").Order(StringComparer.Ordinal);
        Assert.Equal(Operations.All.Where(o => o.Described).Select(o => o.Name).Order(StringComparer.Ordinal), described);
    }

    [Fact]
    public void The_description_declares_for_every_operation_its_success_and_the_refusals_of_its_access_rule()
    {
        foreach (var operation in Operations.All.Where(o => o.Described))
        {
            var described = _server.Description.Operations.Single(o => $"{o.Method} {o.Path}" == operation.Name);
            Assert.Contains(200, described.Statuses);
            Assert.Contains(500, described.Statuses);
            Assert.Contains(503, described.Statuses);
            Assert.Equal(operation.Who != Who.Anyone, described.Statuses.Contains(401) && described.Statuses.Contains(403));
            Assert.Equal(operation.Who != Who.Anyone, described.Json.TryGetProperty("security", out _));
            Assert.NotEmpty(described.Json.Str("summary"));
            Assert.NotEmpty(described.Json.Str("operationId"));
        }
    }

    [Fact]
    public void The_description_gives_every_error_the_one_body()
    {
        foreach (var operation in _server.Description.Operations)
        {
            foreach (var response in operation.Json.GetProperty("responses").EnumerateObject().Where(r => r.Name != "200"))
            {
                var content = response.Value.GetProperty("content").GetProperty("application/problem+json");
                Assert.EndsWith("/Problem", content.GetProperty("schema").Str("$ref"), StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task The_description_is_json_and_its_page_loads_nothing_from_elsewhere()
    {
        var document = await _server.Visitor.SendUnchecked(new HttpRequestMessage(HttpMethod.Get, "/openapi/v1.json"));
        Assert.Equal((200, "application/json"), (document.Status, document.MediaType));
        Assert.StartsWith("3.", JsonDocument.Parse(document.Text).RootElement.Str("openapi"), StringComparison.Ordinal);

        var page = await _server.Visitor.SendUnchecked(new HttpRequestMessage(HttpMethod.Get, "/docs/"));
        Assert.Equal((200, "text/html"), (page.Status, page.MediaType));
        Assert.DoesNotContain("https://", page.Header("Content-Security-Policy"), StringComparison.Ordinal);
        Assert.Contains("default-src 'none'", page.Header("Content-Security-Policy"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task There_is_no_other_version_of_the_description() => (await _server.Visitor.Get("/openapi/v2.json")).Is(Fault.NotFound);

    [Fact]
    public void Every_route_says_who_may_call_it()
    {
        var routes = _server.App.Services.GetRequiredService<IEnumerable<EndpointDataSource>>().SelectMany(s => s.Endpoints)
            .Concat(((IEndpointRouteBuilder)_server.App).DataSources.SelectMany(s => s.Endpoints))
            .OfType<RouteEndpoint>().Distinct().ToArray();
        Assert.True(routes.Length > 25);
        Assert.All(routes, r => Assert.True(
            r.Metadata.GetMetadata<AuthorizationPolicy>() is not null ^ r.Metadata.GetMetadata<IAllowAnonymous>() is not null,
            $"{r.RoutePattern.RawText} answers nobody."));
    }

    [Fact]
    public void Only_what_the_contract_opens_to_visitors_is_open()
    {
        var open = ((IEndpointRouteBuilder)_server.App).DataSources.SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()
            .Where(r => r.Metadata.GetMetadata<IAllowAnonymous>() is not null)
            .Select(r => r.RoutePattern.RawText!.TrimEnd('/')).Where(
                p => !p.StartsWith("/docs", StringComparison.Ordinal)).Distinct().Order(StringComparer.Ordinal);
        Assert.Equal(
            [
                "", "/.well-known/oauth-authorization-server", "/_api/iam/authentication/v1/logout", "/_iam/authentication/v1/logout",
                "/application", "/application/answers", "/application/withdrawn", "/assets/{digest}/{name}", "/decide", "/forgot-password",
                "/forgot-password/sent",
                "/health/live", "/iam/authentication/v1/logout", "/log-in",
                "/oauth2/authorize", "/oauth2/introspect", "/oauth2/logout", "/oauth2/revoke", "/oauth2/token", "/oauth2/token-info",
                "/openapi/v1.json", "/password-advice", "/set-password", "/set-password/done", "/setup", "/undo-email-change",
                "/undo-email-change/done",
                "/v1/applications/mine", "/v1/applications/mine/answers", "/v1/applications/mine/reply", "/v1/applications/mine/withdraw",
                "/v1/authentication/apply-session-token", "/v1/authentication/set-password",
            ],
            open);
    }

    [Fact]
    public async Task No_secret_of_a_whole_story_is_in_the_log()
    {
        var person = await _server.Register(password: "a-password-never-logged-3");
        var (ticket, session, mailed) =
            (await _server.Ticket(person), await _server.OpenSession(person), await _server.MailedToken(person));
        (await _server.Login(person.Email, "a-wrong-one-never-logged-4")).Is(Fault.InvalidCredentials);
        (await _server.SetPassword(mailed, "a-new-one-never-logged-5")).Done();
        (await _server.SetPassword(mailed, "another-never-logged-6")).Is(Fault.TokenInvalid);
        var (_, key) = await _server.CreateKey("members.manage");
        (await _server.Visitor.As(key).Get("/v1/members?limit=1")).Done();

        var log = _server.Log.Text;
        Assert.All(
            [
                person.Password, "a-wrong-one-never-logged-4", "a-new-one-never-logged-5", "another-never-logged-6", ticket, session,
                mailed, key, MembersServer.BootstrapKey, "mst_", "mss_", "mpw_", "mak_", "map_",
            ],
            secret => Assert.DoesNotContain(secret, log, StringComparison.Ordinal));
    }

    private sealed class Counter(Action count) : IIncomingGrainCallFilter
    {
        public Task Invoke(IIncomingGrainCallContext context)
        {
            if (context.MethodName == "Probe")
            {
                count();
            }

            return context.Invoke();
        }
    }
}
