namespace Members.Gateway.Import.Sources;

/// <summary>
/// Why a file cannot be read to its end. The message is one sentence for people, with the row and the column where there is one, and
/// says what to do. It never repeats what a cell holds.
/// </summary>
/// <param name="code">A stable upper-case name such as <c>EMPTY_FILE</c>.</param>
/// <param name="sentence">The sentence.</param>
/// <param name="row">The row as <see cref="SourceRow.Number"/> counts; null when no row is at fault.</param>
/// <param name="column">The name of the column.</param>
internal sealed class FileProblemException(string code, string sentence, long? row = null, string? column = null) : Exception(sentence)
{
    /// <summary>A stable upper-case name.</summary>
    public string Code { get; } = code;

    /// <summary>The row; null when no row is at fault.</summary>
    public long? Row { get; } = row;

    /// <summary>The name of the column; null when no column is at fault.</summary>
    public string? Column { get; } = column;

    /// <summary>A problem of a row, and of a column of it.</summary>
    /// <param name="code">A stable upper-case name.</param>
    /// <param name="row">The row.</param>
    /// <param name="column">The name of the column; null for the whole row.</param>
    /// <param name="what">What is wrong and what to do, without a full stop.</param>
    public static FileProblemException At(string code, long row, string? column, string what) =>
        new(code, column is null ? $"Row {row}: {what}." : $"Row {row}, column '{column}': {what}.", row, column);
}
