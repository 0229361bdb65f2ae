using Members.Grains.Applications;
using Members.Grains.Storage;
using Members.Import;
using Members.Outcomes;

namespace Members.Grains.Import;

/// <summary>How an import goes from its beginning to its end, and back.</summary>
internal static class ImportRules
{
    private const int MostSource = 40, DigestLength = 64;

    /// <summary>Every rule that the beginning of an import breaks.</summary>
    public static Refusal.Invalid? Check(BeginImport command)
    {
        var violations = new List<Violation>([
            .. TextRules.Violations("source", "source", command.Source, MostSource, hasLines: false),
            .. TextRules.Violations("fileName", "fileName", command.FileName, ImportRun.MostNameLength, hasLines: false),
        ]);
        if (string.IsNullOrWhiteSpace(command.Source))
        {
            violations.Add(new Violation("source", "REQUIRED", "The source must be the name of what the file is an export of."));
        }

        if (command.FileDigest is { } digest && (digest.Length != DigestLength || !digest.All(char.IsAsciiHexDigitLower)))
        {
            violations.Add(new Violation("fileDigest", "MALFORMED", "The fileDigest must be the SHA-256 of the file in hexadecimal."));
        }

        return violations.Count == 0 ? null : new Refusal.Invalid([.. violations]);
    }

    /// <summary>Begins; once begun, it is as it was.</summary>
    public static Decision<ImportRunRecord, ImportRunRecord> Begin(
        ImportRunRecord record, BeginImport command, ActorRecord by, DateTimeOffset now) => record.By is not null
        ? new(null, record)
        : Same(record with
        {
            Source = command.Source,
            FileName = command.FileName,
            FileDigest = command.FileDigest,
            By = by,
            StartedAt = now,
        });

    /// <summary>Why rows cannot be handed over now; null when they can.</summary>
    public static Refusal.Invalid? RefuseRows(ImportRunRecord record, int batch, int count)
    {
        if (record.By is null)
        {
            return Unknown();
        }

        if (record.State != ImportState.Running)
        {
            return Wrong("state", "ENDED", "The import has ended. Start another.");
        }

        if (count is < 1 or > ImportRow.MostAtOnce)
        {
            return Wrong("rows", "OUT_OF_RANGE", $"There must be 1 to {ImportRow.MostAtOnce} rows in a batch.");
        }

        // The last one may come again: its answer was lost.
        return batch >= 0 && (batch == record.Batches || batch == record.Batches - 1)
            ? null
            : Wrong("batch", "WRONG_BATCH", $"The next batch is number {record.Batches}. The import says which rows are recorded.");
    }

    /// <summary>Counts what became of the rows of a batch, once.</summary>
    public static Decision<ImportRunRecord, ImportRunRecord> Add(ImportRunRecord record, int batch, ImportedRow[] rows) =>
        batch != record.Batches
            ? new(null, record)
            : Same(record with
            {
                Batches = batch + 1,
                Imported = record.Imported + rows.Count(r => r.Outcome == RowOutcome.Imported),
                Refused = record.Refused + rows.Count(r => r.Outcome == RowOutcome.Refused),
                Skipped = record.Skipped + rows.Count(r => r.Outcome == RowOutcome.Skipped),
            });

    /// <summary>Ends it.</summary>
    public static Decision<ImportRunRecord, Outcome<ImportRunRecord>> Finish(ImportRunRecord record, DateTimeOffset now) =>
        record.By is null ? new(null, Unknown()) : record.State switch
        {
            ImportState.Running => Outcome(record with { State = ImportState.Finished, EndedAt = now }),
            ImportState.Finished => new(null, record),
            ImportState.Undoing or ImportState.Undone => new(null, Wrong("state", "ENDED", "The import is undone.")),
        };

    /// <summary>Begins to undo it. Whatever was not imported yet never is.</summary>
    public static Decision<ImportRunRecord, ImportRunRecord> BeginUndo(ImportRunRecord record) =>
        Same(record with { State = ImportState.Undoing, EndedAt = null });

    /// <summary>Counts what undoing a batch has removed and kept, once.</summary>
    public static Decision<ImportRunRecord, ImportRunRecord> Undo(ImportRunRecord record, int batch, ImportedRow[] rows, DateTimeOffset now)
    {
        if (record.State != ImportState.Undoing || batch != record.UndoneBatches)
        {
            return new(null, record);
        }

        var isLast = batch >= record.Batches;
        return Same(record with
        {
            UndoneBatches = batch + 1,
            Removed = record.Removed + rows.Count(r => r.Outcome == RowOutcome.Removed),
            Kept = record.Kept + rows.Count(r => r.Outcome == RowOutcome.Kept),
            State = isLast ? ImportState.Undone : ImportState.Undoing,
            EndedAt = isLast ? now : null,
        });
    }

    /// <summary>The answer for an import that there is not.</summary>
    public static Refusal.Invalid Unknown() => Wrong("id", "UNKNOWN", "There is no import with this id.");

    private static Refusal.Invalid Wrong(string field, string rule, string description) => new(new Violation(field, rule, description));

    private static Decision<ImportRunRecord, ImportRunRecord> Same(ImportRunRecord next) => new(next, next);

    private static Decision<ImportRunRecord, Outcome<ImportRunRecord>> Outcome(ImportRunRecord next) => new(next, next);
}
