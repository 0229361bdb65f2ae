using System.Net.Http.Headers;
using Members.Tests.Cluster.Hosting;

namespace Members.Tests.Cluster.Tracing;

/// <summary>A trace goes from a gateway to the silo that answers, and on to the database.</summary>
public sealed class TraceTests
{
    private const string Gateway = "Members.Gateway", Silo = "Members.Silo";

    [Fact]
    public async Task One_trace_leads_from_the_gateway_through_the_silo_to_the_database()
    {
        await using var cluster = await ClusterUnderTest.Start("traces", new ClusterOptions { Silos = 1, Gateways = 1, IsTraced = true });
        using var client = new HttpClient { BaseAddress = cluster.Gateways[0].Endpoint.Url };
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/v1/members/{Guid.NewGuid()}");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", ClusterOptions.Key);
        using var response = await client.SendAsync(request);
        var trace = Collector.IdOf(response.Headers.GetValues("x-wix-request-id").Single());

        await Sent(Gateway, "/v1/members/{id}");
        await Sent(Gateway, "IMemberGrain/Find");
        await Sent(Silo, "IMemberGrain/Find");
        await Sent(Silo, "db.query.text");

        // Several a second tell nobody anything.
        Assert.DoesNotContain(cluster.Collector.Traces, t => t.Contains("IGatewayLeasesGrain/Renew", StringComparison.Ordinal)
            || t.Contains("RenewGatewayLease", StringComparison.Ordinal));

        Task Sent(string process, string span) => Eventually.Holds(
            () => Task.FromResult(cluster.Collector.Traces.Any(t => t.Contains(process, StringComparison.Ordinal)
                && t.Contains(span, StringComparison.Ordinal) && t.Contains(trace, StringComparison.Ordinal))),
            $"{process} sends {span} of the trace");
    }
}
