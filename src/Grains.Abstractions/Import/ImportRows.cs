using System.Collections.Immutable;

namespace Members.Import;

/// <summary>A row of a source file, as it is handed to an import: a member, or why there is none.</summary>
/// <param name="Number">The row, as a person sees it in the file: the header of a CSV file is row 1.</param>
[GenerateSerializer, Immutable, Alias("members.ImportRow")]
public sealed record ImportRow(long Number)
{
    /// <summary>The most rows of a call.</summary>
    public const int MostAtOnce = 500;

    /// <summary>The member; null for a row that cannot be read or is passed over.</summary>
    [Id(1)]
    public PortableMember? Member { get; init; }

    /// <summary>Why there is no member; null when there is one.</summary>
    [Id(2)]
    public RowReason? Reason { get; init; }

    /// <summary>Whether it is nobody to import, such as a guest. Any other row without a member is refused.</summary>
    [Id(3)]
    public bool IsSkipped { get; init; }
}

/// <summary>Why a row was not imported. It never has an address or a hash in it.</summary>
/// <param name="Column">The column or field; null for the whole row.</param>
/// <param name="Code">A stable upper-case name such as <c>EMAIL_TAKEN</c>.</param>
/// <param name="Detail">A sentence for people.</param>
[GenerateSerializer, Immutable, Alias("members.RowReason")]
public sealed record RowReason(string? Column, string Code, string Detail);

/// <summary>What became of a row.</summary>
[Alias("members.RowOutcome")]
public enum RowOutcome
{
    /// <summary>It became a member.</summary>
    Imported = 0,

    /// <summary>It did not, and somebody should look.</summary>
    Refused = 1,

    /// <summary>It is nobody to import.</summary>
    Skipped = 2,

    /// <summary>It became a member, whom undoing the import has removed.</summary>
    Removed = 3,

    /// <summary>It became a member, whom undoing the import has kept: they have been here since.</summary>
    Kept = 4,
}

/// <summary>What became of a row, as it is recorded.</summary>
/// <param name="Number">The row.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Member">The member that it became; null for none.</param>
/// <param name="Reason">Why it was not imported.</param>
[GenerateSerializer, Immutable, Alias("members.ImportedRow")]
public sealed record ImportedRow(long Number, RowOutcome Outcome, Guid? Member, RowReason? Reason);

/// <summary>Which rows of a batch were done, from its first on.</summary>
/// <param name="Run">The import as it is now.</param>
/// <param name="Rows">What became of them. The others are handed over again, as the next batch.</param>
[GenerateSerializer, Immutable, Alias("members.ImportedRows")]
public sealed record ImportedRows(ImportRun Run, ImmutableArray<ImportedRow> Rows);
