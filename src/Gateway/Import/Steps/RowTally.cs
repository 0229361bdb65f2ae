using Members.Import;

namespace Members.Gateway.Import.Steps;

/// <summary>Counts what becomes of rows, and keeps the first of each problem.</summary>
internal sealed class RowTally
{
    private const int Shown = 20;

    private readonly SortedDictionary<string, Problem> _problems = new(StringComparer.Ordinal);

    /// <summary>How many rows there were.</summary>
    public long Rows { get; private set; }

    /// <summary>How many became, or would become, members.</summary>
    public long Imported { get; private set; }

    /// <summary>How many are refused.</summary>
    public long Refused { get; private set; }

    /// <summary>How many are nobody to import.</summary>
    public long Skipped { get; private set; }

    /// <summary>The problems, by their codes.</summary>
    public IEnumerable<RowProblems> Problems => _problems.Select(p => new RowProblems(p.Key, p.Value.Count, p.Value.First));

    /// <summary>Counts a row.</summary>
    public void Add(ImportedRow row)
    {
        Rows++;
        Imported += row.Outcome == RowOutcome.Imported ? 1 : 0;
        Refused += row.Outcome == RowOutcome.Refused ? 1 : 0;
        Skipped += row.Outcome == RowOutcome.Skipped ? 1 : 0;
        if (row.Reason is { } reason)
        {
            Note(row.Number, reason.Column, reason.Code, reason.Detail);
        }
    }

    /// <summary>Notes a problem of a row.</summary>
    public void Note(long row, string? column, string code, string sentence)
    {
        if (!_problems.TryGetValue(code, out var problem))
        {
            _problems.Add(code, problem = new Problem());
        }

        problem.Count++;
        if (problem.First.Count < Shown)
        {
            problem.First.Add(column is null ? $"row {row}: {sentence}" : $"row {row}, {column}: {sentence}");
        }
    }

    /// <summary>The problems, each with its first rows.</summary>
    public IEnumerable<string> Describe() => Problems.SelectMany(p => new[] { $"{p.Code}: {p.Count}" }
        .Concat(p.First.Select(f => $"  {f}"))
        .Concat(p.More > 0 ? [$"  and {p.More} more"] : Array.Empty<string>()));

    /// <summary>All of it, for scripts.</summary>
    public object Summary() => new
    {
        rows = Rows,
        imported = Imported,
        refused = Refused,
        skipped = Skipped,
        problems = _problems.ToDictionary(p => p.Key, p => new { count = p.Value.Count, first = p.Value.First }),
    };

    private sealed class Problem
    {
        public long Count { get; set; }

        public List<string> First { get; } = [];
    }
}

/// <summary>The rows that have a problem.</summary>
/// <param name="Code">The problem.</param>
/// <param name="Count">How many rows have it.</param>
/// <param name="First">The first of them, in a sentence each.</param>
internal sealed record RowProblems(string Code, long Count, IReadOnlyList<string> First)
{
    /// <summary>How many there are beside the first.</summary>
    public long More => Count - First.Count;
}
