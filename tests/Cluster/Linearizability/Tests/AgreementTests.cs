using System.Diagnostics;
using Members.Tests.Cluster.Contention.Simulation;
using Xunit.Abstractions;

namespace Members.Tests.Cluster.Linearizability.Tests;

/// <summary>The checker on many histories whose verdict is known otherwise.</summary>
public sealed class AgreementTests(ITestOutputHelper output)
{
    private const int Enough = 100;
    private static readonly Lazy<IReadOnlyList<IReadOnlyList<Operation>>> Histories = new(() => Simulate(lost: 0.07));

    public static TheoryData<string> Violations => [.. PlantedViolations.Kinds];

    [Fact]
    public void The_checker_agrees_with_trying_every_order()
    {
        var (lawful, unlawful) = (0, 0);
        for (var seed = 1; seed <= 6000; seed++)
        {
            var history = SmallHistories.Make(seed);
            var isLawful = BruteForce.Explains(history);
            var isAccepted = LinearizabilityChecker.Check(history) is Verdict.Linearizable;
            Assert.True(isLawful == isAccepted, $"Seed {seed} is {(isLawful ? "lawful" : "unlawful")}:\n{string.Join('\n', history)}");
            _ = isLawful ? lawful++ : unlawful++;
        }

        output.WriteLine($"{lawful} lawful, {unlawful} unlawful");
        Assert.True(Math.Min(lawful, unlawful) > 1500, "The histories are too much alike.");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.07)]
    [InlineData(0.15)]
    public void No_lawful_history_is_rejected(double lost)
    {
        var histories = Simulate(lost);
        var watch = Stopwatch.StartNew();
        var verdicts = histories.AsParallel().AsOrdered().Select(h => LinearizabilityChecker.Check(h)).ToList();
        output.WriteLine($"{watch.Elapsed / histories.Count} each, {histories.Average(h => h.Count):F0} operations");
        Assert.All(histories.Zip(verdicts), pair => OrderExplains(pair.First, Assert.IsType<Verdict.Linearizable>(pair.Second).Order));
    }

    [Theory]
    [MemberData(nameof(Violations))]
    public void Every_planted_violation_is_caught(string kind)
    {
        var random = new Random(1);
        var some = Histories.Value.SelectMany(h => PlantedViolations.Plant(h, kind).OrderBy(_ => random.Next()).Take(3));
        var planted = some.Take(Enough).ToList();
        Assert.Equal(Enough, planted.Count);
        Assert.All(planted, h => Assert.IsType<Verdict.Violation>(LinearizabilityChecker.Check(h)));
    }

    private static List<IReadOnlyList<Operation>> Simulate(double lost) =>
        [.. Enumerable.Range(1, 300).AsParallel().AsOrdered().Select(seed => SimulatedRun.Of(seed, lost).History)];

    // The verdict proves itself: the order keeps to the times, and in it every answer is right.
    private static void OrderExplains(IReadOnlyList<Operation> history, IReadOnlyList<Operation> order)
    {
        Assert.Equal(history.Count(o => !o.IsUnknown), order.Count(o => !o.IsUnknown));
        Assert.Equal(order.Count, order.Distinct().Count());
        var (directory, latestCall) = (new ReferenceDirectory(), long.MinValue);
        foreach (var operation in order)
        {
            latestCall = Math.Max(latestCall, operation.Call);
            Assert.True(operation.Latest >= latestCall, $"{operation} had returned before an operation that the order puts before it.");
            Assert.True(BruteForce.Follows(operation, directory, out directory), $"The order does not explain {operation}.");
        }
    }
}
