namespace Members.Gateway.Import.Sources.Reading;

/// <summary>The columns of a table.</summary>
/// <param name="names">Their names, in their order.</param>
internal sealed class CsvColumns(IReadOnlyList<string> names)
{
    private readonly Dictionary<string, int> _indices = names
        .Select((name, index) => (Name: name, Index: index))
        .Where(c => c.Name.Length > 0)
        .DistinctBy(c => c.Name, StringComparer.OrdinalIgnoreCase)
        .ToDictionary(c => c.Name, c => c.Index, StringComparer.OrdinalIgnoreCase);

    /// <summary>Their names, in their order; empty for a column without one.</summary>
    public IReadOnlyList<string> Names { get; } = names;

    /// <summary>Whether there is a column with this name.</summary>
    public bool Has(string name) => _indices.ContainsKey(name);

    /// <summary>Where a column is; -1 for nowhere.</summary>
    public int IndexOf(string name) => _indices.GetValueOrDefault(name, -1);

    /// <summary>What people call a column.</summary>
    public string NameAt(int index) => index < Names.Count && Names[index].Length > 0 ? Names[index] : $"{index + 1}";
}

/// <summary>A row of a table.</summary>
/// <param name="number">The number that a spreadsheet shows.</param>
/// <param name="columns">The columns.</param>
/// <param name="cells">The cells; fewer than columns when the last ones are empty.</param>
internal sealed class CsvRecord(long number, CsvColumns columns, IReadOnlyList<string> cells) : SourceRecord(number)
{
    public override IEnumerable<string> Names => columns.Names.Where(n => n.Length > 0);

    public override string? this[string name] => columns.IndexOf(name) is >= 0 and var index ? this[index] : null;

    /// <summary>The cell of a column; null when it is empty.</summary>
    public string? this[int index] => index < cells.Count && cells[index].Length > 0 ? cells[index] : null;

    public override RowProblem? Problem => cells.Skip(columns.Names.Count).Any(c => c.Length > 0)
        ? new RowProblem(
            null,
            "TOO_MANY_CELLS",
            $"The row has {cells.Count} cells and the header {columns.Names.Count}; a cell that holds the separator belongs in quotes.")
        : null;
}
