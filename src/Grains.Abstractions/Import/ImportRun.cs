using System.Collections.Immutable;
using Members.Admission;

namespace Members.Import;

/// <summary>How an import stands.</summary>
[Alias("members.ImportState")]
public enum ImportState
{
    /// <summary>Rows are being handed over, or the import was interrupted and can go on.</summary>
    Running = 0,

    /// <summary>All rows were handed over.</summary>
    Finished = 1,

    /// <summary>What it made is being removed.</summary>
    Undoing = 2,

    /// <summary>What it made is removed, but for those who have been here since.</summary>
    Undone = 3,
}

/// <summary>Starts an import.</summary>
/// <param name="Source">What the file is an export of, such as <c>wordpress</c>.</param>
/// <param name="FileName">The name of the file, for people; at most <see cref="ImportRun.MostNameLength"/> characters.</param>
/// <param name="FileDigest">
/// A SHA-256 in hexadecimal of the file and of how it is read, by which an interrupted import is found again; null when it is not known.
/// </param>
[GenerateSerializer, Immutable, Alias("members.BeginImport")]
public sealed record BeginImport(string Source, string FileName, string? FileDigest = null);

/// <summary>An import.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Source">What the file is an export of.</param>
/// <param name="FileName">The name of the file.</param>
/// <param name="State">How it stands.</param>
/// <param name="By">Who started it.</param>
/// <param name="StartedAt">When.</param>
[GenerateSerializer, Immutable, Alias("members.ImportRun")]
public sealed record ImportRun(Guid Id, string Source, string FileName, ImportState State, Actor By, DateTimeOffset StartedAt)
{
    /// <summary>The most characters of the name of a file.</summary>
    public const int MostNameLength = 200;

    /// <summary>The SHA-256 of the file.</summary>
    [Id(6)]
    public string? FileDigest { get; init; }

    /// <summary>When all rows had been handed over, or all that it made was removed.</summary>
    [Id(7)]
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>How many batches are recorded, which is the number of the next one.</summary>
    [Id(8)]
    public int Batches { get; init; }

    /// <summary>How many rows are recorded. The next to hand over is the one after these.</summary>
    [Id(9)]
    public long Rows { get; init; }

    /// <summary>How many rows became members.</summary>
    [Id(10)]
    public long Imported { get; init; }

    /// <summary>How many were refused.</summary>
    [Id(11)]
    public long Refused { get; init; }

    /// <summary>How many were nobody to import.</summary>
    [Id(12)]
    public long Skipped { get; init; }

    /// <summary>How many of the members undoing it has removed.</summary>
    [Id(13)]
    public long Removed { get; init; }

    /// <summary>How many undoing it has kept.</summary>
    [Id(14)]
    public long Kept { get; init; }

    /// <summary>How many were mailed a link that sets a password.</summary>
    [Id(15)]
    public long Invited { get; init; }
}

/// <summary>The imports of a site, newest first.</summary>
[GenerateSerializer, Immutable, Alias("members.ImportRuns")]
public sealed record ImportRuns(ImmutableArray<ImportRun> Runs);
