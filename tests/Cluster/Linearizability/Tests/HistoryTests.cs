using System.Text.Json;
using Members.Tests.Cluster.Contention.Simulation;
using Microsoft.Extensions.Time.Testing;

namespace Members.Tests.Cluster.Linearizability.Tests;

/// <summary>Recording a history, keeping it in a file, and what a run amounts to.</summary>
public sealed class HistoryTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Fact]
    public void Operations_have_their_times_and_one_without_an_answer_is_unknown()
    {
        var history = new History(new FakeTimeProvider(DateTimeOffset.UnixEpoch) { AutoAdvanceAmount = TimeSpan.FromTicks(1) });
        var answered = history.Begin(1, OperationKind.Find, 2, null);
        history.Begin(2, OperationKind.Block, null, 7);
        var lost = history.Begin(3, OperationKind.Login, 2, 7);
        var withdrawn = history.Begin(4, OperationKind.Change, 3, 7);
        answered.End(Result.Ok, found: 7);
        lost.End(Result.Unknown);
        withdrawn.Withdraw();

        var start = history.Operations[0].Call;
        Assert.Equal(
            [
                new Operation(1, OperationKind.Find, 2, 7, Result.Ok, start, start + 4),
                new Operation(2, OperationKind.Block, null, 7, Result.Unknown, start + 1, null),
                new Operation(3, OperationKind.Login, 2, 7, Result.Unknown, start + 2, null),
            ],
            history.Operations);
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
        HistoryFile.Save(_file, [.. Notation.Parse("change m2 a4 taken; block m2 unknown")]);
        Assert.Equal(
            [
                """{"client":1,"kind":"change","address":4,"member":2,"result":"taken","call":1,"return":2}""",
                """{"client":2,"kind":"block","member":2,"result":"unknown","call":3}""",
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
    public void A_report_counts_what_the_run_met_and_keeps_each_violation()
    {
        var lawful = Notation.Parse("register m1 a0 ok || register m2 a0 taken || register m3 a1 ok; block m1 unknown");
        var unlawful = Notation.Parse("register m1 a0 ok; register m2 a0 ok");
        var report = HistoryReport.Of([lawful, unlawful], Path.GetTempPath());

        Assert.Equal(new Statistics(Histories: 2, Violations: 1, Undecided: 0, Operations: 6, Contended: 2, Unknown: 1), report.Statistics);
        Assert.StartsWith("violated: 2 histories, 6 operations", report.Statistics.ToString());
        var file = Assert.Single(report.Violations).Split('\n')[^1];
        Assert.Equal(unlawful, HistoryFile.Load(file));
        File.Delete(file);
    }

    [Fact]
    public void A_run_that_has_tried_little_or_left_a_history_undecided_is_no_result()
    {
        var good = new Statistics(Histories: 1, Violations: 0, Undecided: 0, Operations: 100, Contended: 20, Unknown: 0);
        Assert.True(good.Holds);
        Assert.False((good with { Violations = 1 }).Holds);
        Assert.All(
            [good with { Contended = 19 }, good with { Undecided = 1 }, Statistics.Of([])],
            s => Assert.True(!s.Holds && s.ToString().StartsWith("no result", StringComparison.Ordinal)));
    }
}
