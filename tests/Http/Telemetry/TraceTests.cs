using System.Diagnostics;
using Members.Tests.Http.Hosting;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using static Members.Tests.Http.Hosting.Persons;

namespace Members.Tests.Http.Telemetry;

/// <summary>What a collector is sent (contract I15).</summary>
public sealed class TraceTests(TracedServer shared) : IClassFixture<TracedServer>
{
    private readonly MembersServer _server = shared.Server;

    [Fact]
    public async Task One_trace_leads_from_the_request_through_the_grain_to_the_store()
    {
        var person = await _server.Register();
        var reply = await _server.Operator.Post($"{Auth}/block", new { id = person.Id });
        reply.Done();

        var request = await Find(reply, s => s.DisplayName == $"POST {Auth}/block");
        var call = await Find(reply, s => s.Kind == ActivityKind.Client && s.DisplayName.EndsWith("/Block", StringComparison.Ordinal));
        var turn = await Find(reply, s => s.Kind == ActivityKind.Server && s.DisplayName == call.DisplayName);
        var write = await Find(reply, s => s.Source.Name == "Microsoft.Orleans.Storage");
        Assert.Equal((request.SpanId, call.SpanId, turn.SpanId), (call.ParentSpanId, turn.ParentSpanId, write.ParentSpanId));
        Assert.Equal(ActivityKind.Server, request.Kind);
    }

    [Fact]
    public async Task Tokens_addresses_and_whatever_names_a_person_stay_behind()
    {
        var (person, token) = (await _server.Register(), Guid.NewGuid().ToString("N"));
        var bare = new HttpRequestMessage(HttpMethod.Get, $"/set-password?token={token}");
        bare.Headers.TryAddWithoutValidation("User-Agent", "CanaryAgent/1.0");
        var page = await _server.Visitor.SendUnchecked(bare);
        var wrong = await _server.Visitor.SendUnchecked(new HttpRequestMessage(HttpMethod.Get, $"/nowhere/{token}"));
        var list = await _server.Operator.Get($"/v1/members?email={person.Email}");
        var login = await _server.Login(person.Email, "not-the-password-77");

        TracedServer.Flush(_server);
        foreach (var reply in new[] { page, wrong, list, login })
        {
            var id = Collector.IdOf(reply.Header("x-wix-request-id")!);
            await Eventually.Holds(
                () => Task.FromResult(shared.Collector.Text.Contains(id, StringComparison.Ordinal)), "the trace is sent");
        }

        Assert.All(
            [token, person.Email, "CanaryAgent", person.Id.ToString("N"), person.Id.ToString(), "client.address", "url.path"],
            secret => Assert.DoesNotContain(secret, shared.Collector.Text, StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("Npgsql")]
    [InlineData("Microsoft.Orleans.Storage")]
    [InlineData("Microsoft.Orleans.Application")]
    public async Task The_texts_of_errors_stay_behind_whoever_puts_them_into_a_span(string source)
    {
        using var spans = new ActivitySource(source);
        using var parent = new Activity("a request").SetIdFormat(ActivityIdFormat.W3C).Start();
        parent.ActivityTraceFlags |= ActivityTraceFlags.Recorded;
        using (var span = spans.StartActivity("a failing call")!)
        {
            span.SetStatus(ActivityStatusCode.Error, "secret-of-status");
            span.AddException(new InvalidOperationException("secret-of-event"));
            span.SetTag("exception.message", "secret-of-tag").SetTag("exception.type", "the.Type");
            span.AddTag("orleans.rpc.target_id", "login-index/secret-of-key");
        }

        TracedServer.Flush(_server);
        var id = Collector.IdOf(parent.TraceId.ToHexString());
        var sent = await Eventually.Get(
            () => Task.FromResult(shared.Collector.Traces.FirstOrDefault(t => t.Contains(id, StringComparison.Ordinal))),
            "the span is sent");
        Assert.Contains("the.Type", sent, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-of", sent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_meters_of_the_product_and_of_the_actors_are_sent()
    {
        await _server.Login(await _server.Register());
        TracedServer.Flush(_server);

        foreach (var name in new[] { "members.hashing.duration", "orleans-app-requests", "http.server.request.duration" })
        {
            await Eventually.Holds(
                () => Task.FromResult(shared.Collector.Metrics.Any(m => m.Contains(name, StringComparison.Ordinal))), $"{name} is sent");
        }
    }

    [Fact]
    public async Task Probes_are_not_traced()
    {
        var probe = await _server.Visitor.SendUnchecked(new HttpRequestMessage(HttpMethod.Get, "/health/ready"));
        await _server.Register();

        Assert.Empty(shared.Of(probe));
    }

    [Fact]
    public async Task Without_a_collector_nothing_is_added_to_requests_and_calls()
    {
        await using var server = await MembersServer.Start();

        Assert.Equal(Filters(server) + 1, Filters(_server));
        Assert.Null(server.App.Services.GetService<TracerProvider>());
        Assert.Null(server.App.Services.GetService<MeterProvider>());
    }

    private static int Filters(MembersServer server) => server.App.Services.GetServices<IIncomingGrainCallFilter>().Count();

    private Task<Activity> Find(Reply reply, Func<Activity, bool> isWanted) => Eventually.Get(
        () => Task.FromResult(shared.Of(reply).FirstOrDefault(isWanted)), "a span of the trace");
}
