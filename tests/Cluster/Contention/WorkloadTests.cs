using Members.Tests.Cluster.Linearizability;
using Members.Tests.Cluster.Contention.Simulation;
using Xunit.Abstractions;

namespace Members.Tests.Cluster.Contention;

/// <summary>A workload with the checker finds what is wrong with a product, and nothing where nothing is.</summary>
public sealed class WorkloadTests(ITestOutputHelper output)
{
    private const int Most = 40;

    public static TheoryData<string> FlawNames => [.. Flaw.All.Keys];

    [Fact]
    public void A_product_that_is_right_passes_and_the_workload_has_tried_much()
    {
        var runs = Enumerable.Range(1, 20).Select(seed => SimulatedRun.Of(seed)).ToList();
        Assert.All(runs, run => Assert.Empty(run.Stuck));
        var histories = runs.ConvertAll(run => run.History);
        var statistics = HistoryReport.Of(histories, Path.GetTempPath()).Statistics;
        output.WriteLine(statistics.ToString());
        Assert.True(statistics.Holds && statistics.Unknown > 0.02 * statistics.Operations, statistics.ToString());
        var all = histories.SelectMany(h => h).ToList();
        Assert.All(Enum.GetValues<OperationKind>(), kind => Assert.Contains(all, o => o.Kind == kind && o.Result == Result.Ok));
        Assert.All(Enum.GetValues<Result>(), result => Assert.Contains(all, o => o.Result == result));
        Assert.Contains(all, o => o is { Kind: OperationKind.Block, Member: null, Result: Result.Ok });
        Assert.Contains(all, o => o is { Kind: OperationKind.Approve, Member: null, Result: Result.Ok });
    }

    [Theory]
    [MemberData(nameof(FlawNames))]
    public void A_flaw_is_found(string name)
    {
        var found = Enumerable.Range(1, Most).FirstOrDefault(seed =>
        {
            var run = SimulatedRun.Of(seed, flaw: Flaw.All[name]);
            return name == Flaw.Stuck ? run.Stuck.Count > 0 : LinearizabilityChecker.Check(run.History) is Verdict.Violation;
        });
        output.WriteLine($"Found by workload {found}: {name}.");
        Assert.True(found > 0, $"{Most} workloads did not find it.");
    }

    [Fact]
    public void The_same_seed_gives_the_same_run() => Assert.Equal(SimulatedRun.Of(seed: 7).History, SimulatedRun.Of(seed: 7).History);
}
