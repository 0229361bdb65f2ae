using System.Net.Http.Headers;
using Members.Tests.Cluster.Hosting;

namespace Members.Tests.Cluster.Tracing;

/// <summary>What the processes of a cluster send to a collector.</summary>
public sealed class TraceTests(TraceTests.Traced traced) : IClassFixture<TraceTests.Traced>
{
    private const string Gateway = "Members.Gateway", Silo = "Members.Silo";

    [Fact]
    public async Task One_trace_leads_from_the_gateway_through_the_silo_to_the_database()
    {
        using var client = new HttpClient { BaseAddress = traced.Cluster.Gateways[0].Endpoint.Url };
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/v1/members/{Guid.NewGuid()}");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", ClusterOptions.Key);
        using var response = await client.SendAsync(request);
        var trace = Collector.IdOf(response.Headers.GetValues("x-wix-request-id").Single());

        await Sent(Gateway, "/v1/members/{id}");
        await Sent(Gateway, "IMemberGrain/Find");
        await Sent(Silo, "IMemberGrain/Find");
        await Sent(Silo, "db.query.text");

        Task Sent(string process, string span) => Eventually.Holds(
            () => Task.FromResult(traced.Cluster.Collector.Traces.Any(t => t.Contains(process, StringComparison.Ordinal)
                && t.Contains(span, StringComparison.Ordinal) && t.Contains(trace, StringComparison.Ordinal))),
            $"{process} sends {span} of the trace");
    }

    [Theory]
    [InlineData(Gateway)]
    [InlineData(Silo)]
    public async Task The_lease_of_a_gateway_is_measured_as_that_of_a_silo(string process) => await Eventually.Holds(
        () => Task.FromResult(traced.Cluster.Collector.Metrics.Any(m => m.Contains(process, StringComparison.Ordinal)
            && m.Contains("members.lease.held", StringComparison.Ordinal)
            && m.Contains("members.lease.renewals", StringComparison.Ordinal))),
        $"{process} sends the metrics of its lease");

    /// <summary>A silo and a gateway.</summary>
    public sealed class Traced : IAsyncLifetime
    {
        internal ClusterUnderTest Cluster { get; private set; } = null!;

        public async Task InitializeAsync() =>
            Cluster = await ClusterUnderTest.Start("traces", new ClusterOptions { Silos = 1, Gateways = 1, IsTraced = true });

        public async Task DisposeAsync() => await Cluster.DisposeAsync();
    }
}
