using System.Collections.Immutable;
using Members.Import;

namespace Members.Gateway.Import.Sources;

/// <summary>A row of a source.</summary>
/// <param name="Number">
/// Of a table, the number that a spreadsheet shows: the header is row 1. Of a list in JSON, the element, and of JSON Lines, the line;
/// both from 1.
/// </param>
/// <param name="Member">The member; null when the row is refused or skipped.</param>
/// <param name="Problems">Why it is, or what of the row was left out.</param>
internal sealed record SourceRow(long Number, PortableMember? Member, ImmutableArray<RowProblem> Problems)
{
    /// <summary>The file that the row is of, where the rows of two files are joined; null where there is one.</summary>
    public string? File { get; init; }

    /// <summary>Personal data must not reach a log.</summary>
    public override string ToString() => $"row {Number}";
}

/// <summary>What a problem does to its row.</summary>
internal enum RowEffect
{
    /// <summary>The row is not imported, and somebody should mend it.</summary>
    Refused = 0,

    /// <summary>The row is left out on purpose: it is nobody who could log in.</summary>
    Skipped = 1,

    /// <summary>The row is imported without what the sentence names.</summary>
    Note = 2,
}

/// <summary>A problem of a row.</summary>
/// <param name="Column">The name of the column or of the field; null for the whole row.</param>
/// <param name="Code">A stable upper-case name such as <c>INVALID_EMAIL</c>, by which problems are counted.</param>
/// <param name="Sentence">A sentence for people. It never repeats an address, a hash or another value that is personal.</param>
/// <param name="Effect">What it does to the row.</param>
internal sealed record RowProblem(string? Column, string Code, string Sentence, RowEffect Effect = RowEffect.Refused);
