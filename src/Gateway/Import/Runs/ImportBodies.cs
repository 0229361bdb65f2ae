using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Members.Gateway.Admission;
using Members.Import;

namespace Members.Gateway.Import.Runs;

/// <summary>The body of starting an import.</summary>
internal sealed record BeginImportRequest([property: Required] string? Source, string? FileName, string? FileDigest);

/// <summary>Why a row is not imported.</summary>
internal sealed record RowReasonBody(string? Column, string? Code, string? Detail)
{
    public static RowReasonBody? Of(RowReason? reason) => reason is null ? null : new(reason.Column, reason.Code, reason.Detail);
}

/// <summary>A row: a member of <c>members/1</c>, or why there is none.</summary>
internal sealed record ImportRowBody([property: Required] long? Row, JsonElement? Member, RowReasonBody? Reason, bool? Skipped);

/// <summary>The body of handing rows over.</summary>
internal sealed record ImportRowsRequest(
    [property: Required] int? Batch, [property: Required] IReadOnlyList<ImportRowBody?>? Rows);

/// <summary>The body of looking at rows.</summary>
internal sealed record CheckRowsRequest([property: Required] IReadOnlyList<ImportRowBody?>? Rows);

/// <summary>The body of trying a password.</summary>
internal sealed record TryPasswordRequest([property: Required] string? Hash, [property: Required] string? Password);

/// <summary>Whether the password matches the hash.</summary>
internal sealed record TryPasswordAnswer(bool Matches);

/// <summary>An import.</summary>
internal sealed record ImportBody(
    Guid Id,
    string Source,
    string FileName,
    string? FileDigest,
    string State,
    ActorBody By,
    DateTimeOffset StartedAt,
    DateTimeOffset? EndedAt,
    int Batches,
    long Rows,
    long Imported,
    long Refused,
    long Skipped,
    long Removed,
    long Kept,
    long Invited)
{
    public static ImportBody Of(ImportRun run) => new(
        run.Id,
        run.Source,
        run.FileName,
        run.FileDigest,
        ImportWords.Of(run.State),
        ActorBody.Of(run.By),
        run.StartedAt,
        run.EndedAt,
        run.Batches,
        run.Rows,
        run.Imported,
        run.Refused,
        run.Skipped,
        run.Removed,
        run.Kept,
        run.Invited);
}

/// <summary>What became of a row.</summary>
internal sealed record ImportedRowBody(long Row, string Outcome, Guid? MemberId, RowReasonBody? Reason)
{
    public static ImportedRowBody Of(ImportedRow row) =>
        new(row.Number, ImportWords.Of(row.Outcome), row.Member, RowReasonBody.Of(row.Reason));
}

/// <summary>A response that holds an import.</summary>
internal sealed record ImportAnswer(ImportBody Import)
{
    public static ImportAnswer Of(ImportRun run) => new(ImportBody.Of(run));
}

/// <summary>The newest imports.</summary>
internal sealed record ImportsAnswer(IReadOnlyList<ImportBody> Imports);

/// <summary>The import after rows were handed over, and what became of those that were done.</summary>
internal sealed record ImportRowsAnswer(ImportBody Import, IReadOnlyList<ImportedRowBody> Rows)
{
    public static ImportRowsAnswer Of(ImportedRows done) => new(ImportBody.Of(done.Run), [.. done.Rows.Select(ImportedRowBody.Of)]);
}

/// <summary>What became of the rows of a batch, or would become of them.</summary>
internal sealed record ImportedRowsAnswer(IReadOnlyList<ImportedRowBody> Rows);

/// <summary>The words of imports in the HTTP API.</summary>
internal static class ImportWords
{
    public static string Of(ImportState state) => state switch
    {
        ImportState.Running => "RUNNING",
        ImportState.Finished => "FINISHED",
        ImportState.Undoing => "UNDOING",
        ImportState.Undone => "UNDONE",
    };

    public static string Of(RowOutcome outcome) => outcome switch
    {
        RowOutcome.Imported => "IMPORTED",
        RowOutcome.Refused => "REFUSED",
        RowOutcome.Skipped => "SKIPPED",
        RowOutcome.Removed => "REMOVED",
        RowOutcome.Kept => "KEPT",
    };
}
