using System.Text.Json;

namespace Members.Silo.Commands.Import;

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

    /// <summary>Counts a row, as the API answers it.</summary>
    public void Add(JsonElement row)
    {
        var outcome = row.GetProperty("outcome").GetString();
        Rows++;
        Imported += outcome == "IMPORTED" ? 1 : 0;
        Refused += outcome == "REFUSED" ? 1 : 0;
        Skipped += outcome == "SKIPPED" ? 1 : 0;
        if (row.TryGetProperty("reason", out var reason))
        {
            var number = row.GetProperty("row").GetInt64();
            Note(number, Text(reason, "column"), Text(reason, "code") ?? "REFUSED", Text(reason, "detail") ?? "");
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
    public IEnumerable<string> Describe() => _problems.SelectMany(p => new[] { $"{p.Key}: {p.Value.Count}" }
        .Concat(p.Value.First.Select(f => $"  {f}"))
        .Concat(p.Value.Count > Shown ? [$"  and {p.Value.Count - Shown} more"] : Array.Empty<string>()));

    /// <summary>All of it, for scripts.</summary>
    public object Summary() => new
    {
        rows = Rows,
        imported = Imported,
        refused = Refused,
        skipped = Skipped,
        problems = _problems.ToDictionary(p => p.Key, p => new { count = p.Value.Count, first = p.Value.First }),
    };

    private static string? Text(JsonElement reason, string name) => reason.TryGetProperty(name, out var value) ? value.GetString() : null;

    private sealed class Problem
    {
        public long Count { get; set; }

        public List<string> First { get; } = [];
    }
}
