using System.Text.Json;
using Members.Tests.Cluster.Linearizability.Checking;
using Members.Tests.Cluster.Linearizability.Simulation;

namespace Members.Tests.Cluster.Linearizability.Tests;

/// <summary>Recording a history, keeping it in a file, and what a run amounts to.</summary>
public sealed class HistoryTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Fact]
    public void Operations_have_their_times_and_one_without_an_answer_is_unknown()
    {
        var history = new History(new Ticks());
        var answered = history.Begin(1, OperationKind.Find, 2, null);
        history.Begin(2, OperationKind.Block, null, 7);
        var lost = history.Begin(3, OperationKind.Login, 2, 7);
        var withdrawn = history.Begin(4, OperationKind.Change, 3, 7);
        answered.End(Result.Ok, found: 7);
        lost.End(Result.Unknown);
        withdrawn.Withdraw();

        Assert.Equal(
            [
                new Operation(1, OperationKind.Find, 2, 7, Result.Ok, 1, 5),
                new Operation(2, OperationKind.Block, null, 7, Result.Unknown, 2, null),
                new Operation(3, OperationKind.Login, 2, 7, Result.Unknown, 3, null),
            ],
            history.Operations);
    }

    [Fact]
    public void Many_threads_may_record_at_once()
    {
        var history = new History(TimeProvider.System);
        Parallel.For(1, 9, client =>
        {
            for (var n = 1; n <= 1000; n++)
            {
                history.Begin(client, OperationKind.Login, 0, n).End(Result.NotFound);
            }
        });

        Assert.Equal(8000, history.Operations.Count);
        Assert.All(history.Operations.GroupBy(o => o.Client), own => Assert.All(own.Zip(own.Skip(1)), pair => Assert.True(pair.First.Return <= pair.Second.Call)));
    }

    [Fact]
    public void A_saved_history_is_the_same_when_loaded()
    {
        var history = SimulatedRun.Of(seed: 3).History;
        HistoryFile.Save(_file, history);
        Assert.Equal(history, HistoryFile.Load(_file));
    }

    [Fact]
    public void A_line_says_what_there_is_and_no_more()
    {
        HistoryFile.Save(_file,
        [
            new Operation(3, OperationKind.Change, 4, 2, Result.Taken, 10, 20),
            new Operation(5, OperationKind.Block, null, 2, Result.Unknown, 11, null),
        ]);
        Assert.Equal(
            [
                """{"client":3,"kind":"change","address":4,"member":2,"result":"taken","call":10,"return":20}""",
                """{"client":5,"kind":"block","member":2,"result":"unknown","call":11}""",
            ],
            File.ReadAllLines(_file));
    }

    [Theory]
    [InlineData("""{"client":3,"kind":"change","member":2,"call":10}""")]
    [InlineData("""{"client":3,"kind":"change","member":2,"result":"ok","call":10,"until":20}""")]
    public void A_line_that_lacks_something_or_says_something_else_is_an_error(string line)
    {
        File.WriteAllText(_file, line);
        Assert.Throws<JsonException>(() => HistoryFile.Load(_file));
    }

    [Fact]
    public void A_run_counts_histories_by_verdict_and_operations_by_what_they_met()
    {
        var lawful = new HistoryBuilder().Together(h => h.Register(1, 0, Result.Ok).Register(2, 0, Result.Taken).Register(3, 1, Result.Ok)).Block(1, Result.Unknown);
        var unlawful = new HistoryBuilder().Register(1, 0, Result.Ok).Register(2, 0, Result.Ok);
        var report = HistoryReport.Of([lawful.Operations, unlawful.Operations], Path.GetTempPath());

        Assert.Equal(new Statistics(Histories: 2, Violations: 1, Undecided: 0, Operations: 6, Contended: 2, Unknown: 1), report.Statistics);
        Assert.StartsWith("violated: 2 histories, 6 operations", report.Statistics.ToString());
        var file = Assert.Single(report.Violations).Split('\n')[^1];
        Assert.Equal(unlawful.Operations, HistoryFile.Load(file));
        File.Delete(file);
    }

    [Fact]
    public void A_run_without_contention_or_with_an_undecided_history_or_of_nothing_is_no_result()
    {
        Assert.True(new Statistics(1, Violations: 0, Undecided: 0, Operations: 100, Contended: 20, Unknown: 0).Holds);
        Assert.False(new Statistics(1, Violations: 1, Undecided: 0, Operations: 100, Contended: 20, Unknown: 0).Holds);
        Statistics[] none =
        [
            new(1, Violations: 0, Undecided: 0, Operations: 100, Contended: 19, Unknown: 0),
            new(1, Violations: 0, Undecided: 1, Operations: 100, Contended: 90, Unknown: 0),
            Statistics.Of([]),
        ];
        Assert.All(none, s => Assert.StartsWith("no result", s.ToString()));
        Assert.All(none, s => Assert.False(s.Holds));
    }

    private sealed class Ticks : TimeProvider
    {
        private long _now;

        public override long GetTimestamp() => ++_now;
    }
}
