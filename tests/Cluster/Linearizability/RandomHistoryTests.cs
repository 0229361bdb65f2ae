using System.Diagnostics;
using Xunit.Abstractions;

namespace Members.Tests.Cluster.Linearizability;

/// <summary>The checker on many histories whose verdict is known.</summary>
public sealed class RandomHistoryTests(ITestOutputHelper output)
{
    private const int Enough = 100;

    public static TheoryData<string> Violations => [.. Plants.Kinds.Keys];

    [Theory]
    [InlineData(0)]
    [InlineData(0.07)]
    [InlineData(0.15)]
    public void No_valid_history_is_rejected(double unknown)
    {
        var histories = Enumerable.Range(1, 300).Select(seed => Simulation.Run(seed, unknown: unknown)).ToList();
        var watch = Stopwatch.StartNew();
        var judgements = Checker.JudgeAll(histories);
        output.WriteLine($"{watch.Elapsed.TotalMilliseconds / histories.Count:F1} ms each on all cores; {Statistics.Of(judgements)}");

        Assert.Equal(histories.Count, judgements.Count(j => j.IsStrict));
        Assert.All(judgements, j => OrderExplains(j.History, ((Verdict.Linearizable)j.Strict).Order));
    }

    [Theory]
    [MemberData(nameof(Violations))]
    public void Every_planted_violation_is_caught(string kind)
    {
        var planted = Enumerable.Range(1, 2000)
            .Select(seed => Plants.Into(Simulation.Run(seed), kind, seed))
            .OfType<IReadOnlyList<Operation>>()
            .Take(Enough)
            .ToList();
        Assert.Equal(Enough, planted.Count);

        var watch = Stopwatch.StartNew();
        var caught = planted.AsParallel().Count(h => Checker.Strict(h) is Verdict.NotLinearizable);
        output.WriteLine($"{watch.Elapsed.TotalMilliseconds / planted.Count:F1} ms each on all cores");
        Assert.Equal(Enough, caught);
        if (kind != Plants.Reservation)
        {
            Assert.Equal(Enough, planted.AsParallel().Count(h => Checker.Lenient(h) is Verdict.NotLinearizable));
        }
    }

    [Fact]
    public void The_checker_agrees_with_trying_every_order()
    {
        var (explained, refused, lenientOnly) = (0, 0, 0);
        for (var seed = 1; seed <= 6000; seed++)
        {
            var history = SmallHistories.Make(seed);
            var strict = BruteForce.Explains(history, _ => false);
            var lenient = BruteForce.Explains(history, o => Reservations.MayExplain(o, history));
            Assert.True(strict == Checker.Strict(history) is Verdict.Linearizable, $"Seed {seed} is {strict}:\n{string.Join('\n', history)}");
            Assert.True(lenient == Checker.Lenient(history) is Verdict.Linearizable, $"Seed {seed} is leniently {lenient}:\n{string.Join('\n', history)}");
            explained += strict ? 1 : 0;
            refused += lenient ? 0 : 1;
            lenientOnly += lenient && !strict ? 1 : 0;
        }

        output.WriteLine($"{explained} explained, {lenientOnly} leniently, {refused} refused");
        Assert.True(Math.Min(explained, refused) > 1500 && lenientOnly > 100, "The histories are too much alike.");
    }

    // The verdict proves itself: the order keeps to the times, and the index answers in it what was answered.
    private static void OrderExplains(IReadOnlyList<Operation> history, IReadOnlyList<Operation> order)
    {
        Assert.Equal(history.Count(o => !o.IsUnknown), order.Count(o => !o.IsUnknown));
        Assert.Equal(order.Count, order.Distinct().Count());
        var index = new PlainIndex();
        var latestCall = long.MinValue;
        foreach (var operation in order)
        {
            latestCall = Math.Max(latestCall, operation.Call);
            Assert.True(operation.Return >= latestCall, $"{operation} had returned before something that is placed before it was called.");
            var answer = index.Do(operation);
            Assert.True(operation.IsUnknown || answer == operation.Result, $"{operation} would be answered {answer}.");
        }
    }
}
