using System.Globalization;
using Members.Tests.Cluster.Faults;
using Members.Tests.Cluster.Hosting;
using Members.Tests.Cluster.Invariants;
using Members.Tests.Cluster.Load;
using Xunit.Abstractions;

namespace Members.Tests.Cluster.Rolling;

/// <summary>
/// An upgrade and a rollback without a pause: one process after the other is told to stop, and started again as the version before or
/// as this one (docs/versions.md). Without a build of the version before, each comes back as it was.
/// </summary>
[Collection(SharedClusterUsers.Name)]
public sealed class RollingRestartTests(SharedCluster shared, ITestOutputHelper output)
{
    [Fact]
    public async Task A_rolling_restart_under_load_answers_nothing_that_a_client_may_not_repeat()
    {
        var cluster = await shared.Whole();
        var journal = new Journal();
        await using var readiness = new Readiness(cluster.Nodes);
        using var client = new RetryingClient(cluster.Endpoints, journal) { ShareWithoutRetry = 0, IsOutOfService = readiness.IsOut };
        var context = new LoadContext(client, journal, new Population(journal), cluster.Mail, new Random(RunOptions.Seed));
        await SignUpForm.Ask(context);
        var fields = await FutureFields.In(cluster);
        var nodes = Restarted(cluster).ToList();
        var stripped = 0;
        var lines = new List<string>();
        await using (var load = MixedLoad.Start(client, journal, context.Population, cluster.Mail, RunOptions.Seed))
        {
            await Task.Delay(TimeSpan.FromSeconds(1));
            foreach (var version in Versions())
            {
                var (requests, acknowledged) = (client.Traffic.Requests, journal.Acknowledged);
                foreach (var node in nodes)
                {
                    await Restart(node, version);
                    load.EnsureAlive();
                }

                var lost = await fields.CountStripped();
                stripped += lost;
                lines.Add($"to {version.Name}: {client.Traffic.Requests - requests} requests, "
                    + $"{journal.Acknowledged - acknowledged} changes acknowledged, {lost} rows stripped of a field");
            }

            await load.Stop();
        }

        var text = string.Join('\n', [Report(nodes.Count, client.Traffic, journal), .. lines]);
        await File.WriteAllTextAsync(Path.Combine(Runs.Root, "rolling.txt"), text + "\n");
        output.WriteLine(text);
        await new InvariantChecks(cluster, context).AfterRound([.. journal.People.Values]);
        await SignUpForm.Remove(context);
        Assert.True(stripped == 0, text);
        Assert.True(journal.Violations.Count == 0, $"{text}\n{string.Join('\n', journal.Violations.Take(20))}");
        var unanswered = client.Traffic.Disturbed.Where(t => t.Status == 0)
            .Select(t => $"{t.Endpoint} after {Traffic.Between(t.Start, t.End)}");
        Assert.Equal("", string.Join('\n', unanswered.Take(20)));
        Assert.True(journal.Acknowledged > 60 * nodes.Count, text);
    }

    // First back, then on: in between, silos of both versions answer.
    private static IEnumerable<ProductVersion> Versions() => ProductVersion.Previous is { } previous
        ? [previous, ProductVersion.Current]
        : [ProductVersion.Current];

    // All in a soak. Otherwise a silo and a gateway, back and on again; or two silos, so that members move twice.
    private static IEnumerable<Node> Restarted(ClusterUnderTest cluster) => RunOptions.IsSoak ? cluster.Nodes
        : ProductVersion.Previous is null ? [cluster.Silos[0], cluster.Gateways[0], cluster.Silos[1]]
        : [cluster.Silos[0], cluster.Gateways[0]];

    // First the process is not ready while its port still answers, then it ends in order.
    private static async Task Restart(Node node, ProductVersion version)
    {
        node.Version = version;
        await node.Send(Signal.Terminate);
        var hasSaidSo = await Eventually.Within(TimeSpan.FromSeconds(2), async () => !await node.IsReady() && await Answers(node));
        Assert.True(hasSaidSo, $"{node.Name} closed its port before it said that it is not ready.");
        await node.Exit();
        Assert.Equal(0, node.ExitCode);
        await node.Start();
    }

    private static async Task<bool> Answers(Node node)
    {
        using var client = new HttpClient();
        try
        {
            using var answer = await client.GetAsync(new Uri(node.Endpoint.Url, "/health/live"));
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static string Report(int restarted, Traffic traffic, Journal journal)
    {
        var longest = traffic.Delayed.Select(d => Traffic.Between(d.Start, d.End).TotalSeconds).DefaultIfEmpty(0).Max();
        return string.Create(
            CultureInfo.InvariantCulture,
            $"Rolling restart of {restarted} processes: {traffic.Requests} requests, {traffic.Delayed.Count} answered 503 or late, ")
            + string.Create(CultureInfo.InvariantCulture, $"the longest wait {longest:0.0} s, {journal.Acknowledged} changes acknowledged");
    }
}
