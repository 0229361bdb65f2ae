using Members.Tests.Cluster.Linearizability;
using Members.Tests.Cluster.Load;

namespace Members.Tests.Cluster.Faults;

/// <summary>What happened to the e-mail index in all rounds.</summary>
internal sealed class Histories
{
    private readonly List<IReadOnlyList<Operation>> _all = [];

    public void Add(IEnumerable<IReadOnlyList<Operation>> histories) => _all.AddRange(histories);

    /// <summary>Lets the checker judge them. Those that it refuses are kept.</summary>
    /// <returns>Its verdict, in words.</returns>
    public string Judge(Journal journal, string folder)
    {
        var judgements = Checker.JudgeAll(_all);
        foreach (var (number, judgement) in judgements.Index().Where(j => j.Item.IsViolation))
        {
            var file = Path.Combine(folder, $"history-{number}.jsonl");
            HistoryFile.Save(file, judgement.History);
            journal.Break("I1", $"a history of the e-mail index is not linearizable, see {file}. {judgement.Lenient}");
        }

        return Statistics.Of([.. judgements]).ToString();
    }
}
