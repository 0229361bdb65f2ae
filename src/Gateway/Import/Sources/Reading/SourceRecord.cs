namespace Members.Gateway.Import.Sources.Reading;

/// <summary>A row with named values, of a table or of a list in JSON.</summary>
/// <param name="number">The row's number.</param>
internal abstract class SourceRecord(long number)
{
    /// <summary>The row's number.</summary>
    public long Number { get; } = number;

    /// <summary>The names of the columns that the row has.</summary>
    public abstract IEnumerable<string> Names { get; }

    /// <summary>A value as text, in any letter case of the name; null when it is missing or empty.</summary>
    public abstract string? this[string name] { get; }

    /// <summary>Why the row as a whole cannot be read; null when it can.</summary>
    public virtual RowProblem? Problem => null;

    /// <summary>The first of these values that there is.</summary>
    public string? First(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (this[name] is { } value)
            {
                return value;
            }
        }

        return null;
    }
}
