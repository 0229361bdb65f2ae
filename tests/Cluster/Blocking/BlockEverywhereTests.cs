using System.Diagnostics;
using System.Globalization;
using Members.Tests.Cluster.Faults;
using Members.Tests.Cluster.Hosting;
using Members.Tests.Cluster.Load;
using Xunit.Abstractions;

namespace Members.Tests.Cluster.Blocking;

/// <summary>
/// No use of a credential that began after its end was answered is accepted (contract I4), not even by a silo or gateway that stood
/// still or was cut off and does not know.
/// </summary>
[Collection(SharedClusterUsers.Name)]
public sealed class BlockEverywhereTests(SharedCluster shared, ITestOutputHelper output)
{
    private static readonly TimeSpan Normal = RunOptions.Seconds(3, 30);
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Measured = TimeSpan.FromSeconds(2);
    private static readonly int Pauses = RunOptions.IsSoak ? 20 : 1;

    [Fact]
    public async Task No_check_that_began_after_the_end_of_a_credential_was_answered_is_accepted()
    {
        var cluster = await shared.Whole();
        using var run = new BlockingRun(cluster);
        await run.Begun();
        var lines = new List<string>();
        await cluster.Supervise(PlayPhases(cluster, run, lines));
        var stale = await run.Finish();
        if (RunOptions.IsSoak)
        {
            lines.Add(await Throughput(cluster));
        }

        var (accepted, refused) = run.Checks;
        var checks = $"{accepted + refused} checks, {accepted} accepted, {refused} refused, {stale.Count} stale";
        lines.Insert(0, $"Ends of credentials (MEMBERS_SEED={RunOptions.Seed}): {checks}");
        var text = string.Join('\n', lines);
        await File.WriteAllTextAsync(Path.Combine(Runs.Root, "block.txt"), text + "\n");
        output.WriteLine(text);
        Assert.True(stale.Count == 0, $"{text}\n{string.Join('\n', stale.Take(10))}\nLogs: {cluster.LogFolder}");
        Assert.True(refused > 1000 && accepted > 1000, text);

        // A silo that learns on waking that it is out may end before it has answered anybody: as good, but no proof.
        var proof = run.Evidence.Count(e => e.Value > 0);
        Assert.True(2 * proof >= run.Evidence.Count, $"No result: only {proof} of {run.Evidence.Count} victims answered after they woke.");
    }

    private static async Task PlayPhases(ClusterUnderTest cluster, BlockingRun run, List<string> lines)
    {
        lines.Add(await run.Phase("normal", () => Task.Delay(Normal)));
        for (var pause = 0; pause < Pauses; pause++)
        {
            lines.Add(await run.Phase("SIGSTOP and SIGCONT of a silo", () => run.PauseOne(cluster.Silos)));
            lines.Add(await run.Phase("SIGSTOP and SIGCONT of a gateway", () => run.PauseOne(cluster.Gateways)));
            lines.Add(cluster.Network is Machines
                ? await run.Phase("a silo cut off from the others", () => run.CutOne(cluster.Silos))
                : "a silo cut off from the others: not run, needs network namespaces");
            lines.Add(cluster.Network is Machines
                ? await run.Phase("a gateway cut off from the silos", () => run.CutOne(cluster.Gateways))
                : "a gateway cut off from the silos: not run, needs network namespaces");
        }
    }

    // How many checks of one session eight clients on this machine can make, once all code is warm.
    private static async Task<string> Throughput(ClusterUnderTest cluster)
    {
        using var client = new RetryingClient(cluster.Endpoints, new Journal()) { ShareWithoutRetry = 0 };
        var registered = await client.SendUntilAnswered(Call.Register(new Population(new Journal()).Invent()), new Random(1));
        var opened = await client.SendUntilAnswered(Call.Apply(registered.Answer!.Text("session", "token")!), new Random(1));
        var session = new WatchedCredential(1, opened.Answer!.Text("session", "token")!, Traffic.Now);
        var rates = new List<string>();
        foreach (var endpoint in cluster.Endpoints.Where(e => e == cluster.Silos[0].Endpoint || e == cluster.Gateways[0].Endpoint))
        {
            using var at = new CredentialWatcher([endpoint]);
            at.Follow(1, session);
            var work = Task.WhenAll(Enumerable.Range(0, 8).Select(n => Task.Run(() => at.CheckOn(n))));
            await Task.Delay(WarmUp);
            var (clock, before) = (Stopwatch.StartNew(), at.History.Checks.Accepted);
            await Task.Delay(Measured);
            var rate = (at.History.Checks.Accepted - before) / clock.Elapsed.TotalSeconds;
            rates.Add(string.Create(CultureInfo.InvariantCulture, $"{rate:0}/s through {endpoint}"));
            at.Finish();
            await work;
        }

        return $"checks of one session by 8 clients beside the cluster: {string.Join(", ", rates)}";
    }
}
