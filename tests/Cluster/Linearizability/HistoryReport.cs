namespace Members.Tests.Cluster.Linearizability;

/// <summary>Checks the histories of a run, and keeps and explains those that are not linearizable.</summary>
/// <param name="Statistics">What the run amounts to.</param>
/// <param name="Violations">The explanations, each with the file of its history.</param>
internal sealed record HistoryReport(Statistics Statistics, IReadOnlyList<string> Violations)
{
    private const long ShrinkLimit = 20_000;

    public static HistoryReport Of(IReadOnlyList<IReadOnlyList<Operation>> histories, string folder)
    {
        var checks = histories.AsParallel().AsOrdered().Select(h => (History: h, Verdict: LinearizabilityChecker.Check(h))).ToList();
        var violations = checks.Index().Where(c => c.Item.Verdict is Verdict.Violation);
        return new HistoryReport(Statistics.Of(checks), [.. violations.Select(c => Explain(c.Item.History, c.Index))]);

        string Explain(IReadOnlyList<Operation> history, int number)
        {
            var file = Path.Combine(folder, $"history-{number}.jsonl");
            HistoryFile.Save(file, history);
            return $"{LinearizabilityChecker.Check(Shrink(history))}\n{file}";
        }
    }

    /// <summary>Leaves out every read without which the history is still refused, so that a person can see why.</summary>
    public static IReadOnlyList<Operation> Shrink(IReadOnlyList<Operation> history)
    {
        var left = history.ToList();
        foreach (var read in history.Where(o => o.IsRead).Reverse())
        {
            var without = left.FindAll(o => o != read);
            left = LinearizabilityChecker.Check(without, ShrinkLimit) is Verdict.Violation ? without : left;
        }

        return left;
    }
}
