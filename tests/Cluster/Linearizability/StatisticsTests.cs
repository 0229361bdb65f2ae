using static Members.Tests.Cluster.Linearizability.Result;

namespace Members.Tests.Cluster.Linearizability;

/// <summary>What a run amounts to.</summary>
public sealed class StatisticsTests
{
    [Fact]
    public void Universes_are_counted_by_their_grade_and_operations_by_what_they_met()
    {
        var statistics = Of(
            new Story().Together(t => t.Register(1, 0, Ok).Register(2, 0, Taken).Register(3, 1, Ok)).Block(1, Unknown),
            new Story().Together(t => t.Register(1, 0, Taken).Register(2, 0, Taken)),
            new Story().Register(1, 0, Ok).Register(2, 0, Ok));

        Assert.Equal(new Statistics(Universes: 3, Strict: 1, LenientOnly: 1, Violations: 1, Undecided: 0, Operations: 8, Contended: 4, Unknown: 1), statistics);
        Assert.StartsWith("violated: 3 universes, 8 operations", statistics.ToString());
    }

    [Fact]
    public void A_run_without_contention_is_no_result()
    {
        var statistics = Of(new Story().Register(1, 0, Ok).Login(1, 0, Ok).Login(1, 0, Ok).Together(t => t.Login(1, 0, Ok).Login(1, 1, No)));
        Assert.Equal(0, statistics.Contended);
        Assert.False(statistics.IsResult);
        Assert.StartsWith("no result", statistics.ToString());
    }

    [Fact]
    public void A_run_with_an_undecided_history_is_no_result()
    {
        var history = new Story().Together(t => t.Register(1, 0, Ok).Register(2, 0, Taken)).Operations;
        var decided = Checker.Judge(history);
        Assert.True(Statistics.Of([decided]).IsResult);

        var statistics = Statistics.Of([decided, new Judgement(history, new Verdict.GaveUp(9), new Verdict.GaveUp(9))]);
        Assert.Equal(1, statistics.Undecided);
        Assert.False(statistics.IsResult);
    }

    [Fact]
    public void A_run_of_nothing_is_no_result() => Assert.False(Statistics.Of([]).IsResult);

    private static Statistics Of(params IEnumerable<Story> stories) => Statistics.Of(Checker.JudgeAll(stories.Select(s => s.Operations)));
}
