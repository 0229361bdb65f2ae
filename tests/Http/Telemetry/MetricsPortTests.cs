using System.Net;
using System.Net.Sockets;
using Members.Silo.Hosting;
using Members.Tests.Http.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Members.Tests.Http.Telemetry;

/// <summary>The port at which Prometheus reads.</summary>
public sealed class MetricsPortTests(MeasuredServer shared) : IClassFixture<MeasuredServer>
{
    [Theory]
    [InlineData("/")]
    [InlineData("/v1/members")]
    [InlineData("/health/ready")]
    [InlineData("/docs")]
    public async Task It_knows_nothing_else_and_needs_no_key(string path)
    {
        using var prometheus = new HttpClient { BaseAddress = new Uri(shared.Url) };

        Assert.Equal(HttpStatusCode.OK, (await prometheus.GetAsync(new Uri("/metrics", UriKind.Relative))).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await prometheus.GetAsync(new Uri(path, UriKind.Relative))).StatusCode);
    }

    [Fact]
    public async Task The_addresses_of_the_API_show_no_metrics()
    {
        var reply = await shared.Server.Operator.SendUnchecked(new HttpRequestMessage(HttpMethod.Get, "/metrics"));

        Assert.Equal(404, reply.Status);
    }

    [Fact]
    public async Task Nothing_that_names_a_person_is_shown()
    {
        var person = await shared.Server.Register();
        await shared.Server.Login(person.Email, "not-the-password-77");
        await (await shared.Server.Member(person)).Get($"{Persons.Auth}/me");
        await shared.Server.Operator.Get($"/v1/members/{person.Id}");

        using var prometheus = new HttpClient();
        var text = await prometheus.GetStringAsync($"{shared.Url}/metrics");
        Assert.Contains("members_login_attempts_total", text, StringComparison.Ordinal);
        Assert.All([person.Email, person.Id.ToString(), person.Id.ToString("N"), "example.com"], secret =>
            Assert.DoesNotContain(secret, text, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void Without_a_collector_no_call_carries_a_trace() =>
        Assert.Null(shared.Server.App.Services.GetService<TracerProvider>());

    [Fact]
    public async Task By_default_there_is_none()
    {
        await using var server = await MembersServer.Start();

        Assert.Null(server.App.Services.GetService<MeterProvider>());
        Assert.DoesNotContain(server.App.Services.GetServices<IHostedService>(), s => s.GetType().Name == "MetricsServer");
    }

    [Fact]
    public async Task It_works_beside_a_collector()
    {
        await using var collector = Collector.Start();
        var port = FreePort.Next();
        await using var server = await MembersServer.Start(
            [("Members:MetricsPort", $"{port}"), .. collector.Settings.Select(s => (s.Key, s.Value))]);

        await server.Register();
        using var prometheus = new HttpClient();
        Assert.Contains(
            "members_commit_duration_seconds",
            await prometheus.GetStringAsync($"http://127.0.0.1:{port}/metrics"),
            StringComparison.Ordinal);
        await Eventually.Holds(
            () => Task.FromResult(collector.Metrics.Any(m => m.Contains("members.commit.duration", StringComparison.Ordinal))),
            "metrics are sent");
    }

    [Fact]
    public async Task A_port_that_is_taken_is_refused_by_the_name_of_its_setting()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;

        Assert.Equal(
            $"The address http://127.0.0.1:{port} is in use by another process. Set Members:MetricsPort to another one.",
            await Refused($"{port}", "http://127.0.0.1:0"));
    }

    [Theory]
    [InlineData("http://127.0.0.1:{0}")]
    [InlineData("http://*:{0}")]
    [InlineData("http://127.0.0.1:0;http://localhost:{0}")]
    public async Task A_port_of_the_API_is_refused(string urls)
    {
        var port = FreePort.Next();

        Assert.Equal(
            $"Members:MetricsPort is {port}, where ASPNETCORE_URLS has the API. Metrics need a port of their own, such as 9464.",
            await Refused($"{port}", string.Format(null, urls, port)));
    }

    private static async Task<string> Refused(string port, string urls)
    {
        var fault = await Assert.ThrowsAsync<StartupException>(() => MembersServer.Start([("urls", urls), ("Members:MetricsPort", port)]));
        return fault.Message;
    }
}
