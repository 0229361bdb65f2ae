using System.Globalization;
using Members.Tests.Cluster.Faults;
using Members.Tests.Cluster.Hosting;
using Members.Tests.Cluster.Invariants;
using Members.Tests.Cluster.Load;
using Xunit.Abstractions;

namespace Members.Tests.Cluster.Rolling;

/// <summary>An upgrade without a pause: one process after the other is told to stop, and started again.</summary>
[Collection(SharedClusterUsers.Name)]
public sealed class RollingRestartTests(SharedCluster shared, ITestOutputHelper output)
{
    [Fact]
    public async Task A_rolling_restart_under_load_answers_nothing_that_a_client_may_not_repeat()
    {
        var cluster = await shared.Whole();
        var journal = new Journal();
        await using var readiness = new Readiness(cluster.Nodes);
        using var caller = new Caller(cluster.Endpoints, journal) { ShareThatWalksAway = 0, IsOutOfService = readiness.IsOut };
        var stage = new Stage(caller, journal, new Crowd(journal), cluster.Mail, new Random(Phases.Seed));
        await using (var load = MixedLoad.Start(caller, journal, stage.Crowd, cluster.Mail, Phases.Seed))
        {
            await Task.Delay(TimeSpan.FromSeconds(2));
            foreach (var node in cluster.Nodes)
            {
                await Restart(node);
                load.EnsureAlive();
            }

            await load.Stop();
        }

        var held = caller.Traffic.HeldUp;
        var lost = caller.Traffic.Troubled.Where(t => t.Status == 0).ToList();
        var longest = held.Select(h => Traffic.Between(h.Start, h.End).TotalSeconds).DefaultIfEmpty(0).Max();
        var text = string.Create(CultureInfo.InvariantCulture, $"Rolling restart of {cluster.Nodes.Count()} processes: {caller.Traffic.Requests} requests, {held.Count} answered 503 or late, the longest wait {longest:0.0} s, {lost.Count} without an answer, {journal.Acknowledged} changes acknowledged");
        await File.WriteAllTextAsync(Path.Combine(Runs.Root, "rolling.txt"), text + "\n");
        output.WriteLine(text);
        await new Examination(cluster, stage).AfterRound([.. journal.People.Values]);
        Assert.True(journal.Violations.Count == 0, string.Join('\n', journal.Violations.Take(20)));
        Assert.True(lost.Count == 0, $"{text}\n{string.Join('\n', lost.Take(20).Select(t => $"{t.Endpoint} after {Traffic.Between(t.Start, t.End)}"))}");
        Assert.True(journal.Acknowledged > 300, text);
    }

    // Not ready while the port still answers, then an orderly end.
    private static async Task Restart(Node node)
    {
        await node.Send(Signal.Term);
        Assert.True(await Eventually.Within(TimeSpan.FromSeconds(2), async () => !await node.IsReady() && await Answers(node)), $"{node.Name} closed its port before it said that it is not ready");
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
}
