using System.Collections.Immutable;
using Members.Grains.Applications;
using Members.Grains.Storage;
using Members.Import;

namespace Members.Grains.Import;

/// <summary>An import, as stored. It has neither an address nor a hash of anybody.</summary>
[GenerateSerializer, Immutable, Alias("members.ImportRunRecord")]
internal sealed record ImportRunRecord : VersionedRecord
{
    [Id(1)]
    public string Source { get; init; } = "";

    [Id(2)]
    public string FileName { get; init; } = "";

    [Id(3)]
    public string? FileDigest { get; init; }

    [Id(4)]
    public ImportState State { get; init; }

    /// <summary>Who started it; null while there is no such import.</summary>
    [Id(5)]
    public ActorRecord? By { get; init; }

    [Id(6)]
    public DateTimeOffset StartedAt { get; init; }

    [Id(7)]
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>How many batches are recorded.</summary>
    [Id(8)]
    public int Batches { get; init; }

    /// <summary>How many batches undoing it has gone through.</summary>
    [Id(9)]
    public int UndoneBatches { get; init; }

    [Id(10)]
    public long Imported { get; init; }

    [Id(11)]
    public long Refused { get; init; }

    [Id(12)]
    public long Skipped { get; init; }

    [Id(13)]
    public long Removed { get; init; }

    [Id(14)]
    public long Kept { get; init; }

    /// <summary>How many were mailed a link that sets a password.</summary>
    [Id(15)]
    public long Invited { get; init; }

    /// <summary>The batch whose members are mailed next, and the first of its rows that was not looked at.</summary>
    [Id(16)]
    public int InvitedBatches { get; init; }

    [Id(17)]
    public int InvitedRows { get; init; }

    /// <inheritdoc/>
    public override int KnownSchema() => 1;

    /// <summary>As shown.</summary>
    public ImportRun View(Guid id) => new(id, Source, FileName, State, By!.View(), StartedAt)
    {
        FileDigest = FileDigest,
        EndedAt = EndedAt,
        Batches = Batches,
        Rows = Imported + Refused + Skipped,
        Imported = Imported,
        Refused = Refused,
        Skipped = Skipped,
        Removed = Removed,
        Kept = Kept,
        Invited = Invited,
    };
}

/// <summary>What became of the rows of a batch, as stored.</summary>
[GenerateSerializer, Immutable, Alias("members.ImportBatchRecord")]
internal sealed record ImportBatchRecord : VersionedRecord
{
    [Id(1)]
    public ImmutableArray<ImportedRowRecord> Rows { get; init; } = [];

    /// <summary>
    /// Members who may have been made although no row says so: the process died, or the call was given up, before the rows were
    /// recorded. Undoing removes them too.
    /// </summary>
    [Id(2)]
    public ImmutableArray<Guid> Planned { get; init; } = [];

    /// <summary>Whether it is being undone: no row is imported any more.</summary>
    [Id(3)]
    public bool IsUndone { get; init; }

    /// <inheritdoc/>
    public override int KnownSchema() => 1;
}

/// <summary>What became of a row, as stored.</summary>
[GenerateSerializer, Immutable, Alias("members.ImportedRowRecord")]
internal sealed record ImportedRowRecord(long Number, RowOutcome Outcome, Guid? Member, string? Column, string? Code, string? Detail)
    : Extensible
{
    public static ImportedRowRecord Of(ImportedRow row) =>
        new(row.Number, row.Outcome, row.Member, row.Reason?.Column, row.Reason?.Code, row.Reason?.Detail);

    public ImportedRow View() => new(Number, Outcome, Member, Code is null ? null : new RowReason(Column, Code, Detail ?? ""));
}

/// <summary>The imports of a site, as stored.</summary>
[GenerateSerializer, Immutable, Alias("members.ImportsRecord")]
internal sealed record ImportsRecord : VersionedRecord
{
    /// <summary>The newest, the oldest of them first.</summary>
    [Id(1)]
    public ImmutableArray<Guid> Runs { get; init; } = [];

    /// <summary>Those whose members are being mailed, the first first.</summary>
    [Id(2)]
    public ImmutableArray<Guid> Inviting { get; init; } = [];

    /// <inheritdoc/>
    public override int KnownSchema() => 1;
}
