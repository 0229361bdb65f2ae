using Members.Audit;
using Members.Import;
using Members.Outcomes;

namespace Members.Grains.Import;

/// <summary>Imports rows.</summary>
internal static class RowImport
{
    /// <summary>Imports rows at once, but those of one address in their order: the second of two loses.</summary>
    public static async Task<ImportedRow[]> Import(Guid run, ImportRow[] rows, IGrainFactory grains)
    {
        var done = new ImportedRow[rows.Length];
        await Task.WhenAll(Enumerable.Range(0, rows.Length)
            .GroupBy(i => rows[i].Member is { } member ? member.Email.Canonical : $"{i}", StringComparer.Ordinal)
            .Select(async same =>
            {
                foreach (var i in same)
                {
                    done[i] = await Import(run, rows[i], grains);
                }
            }));
        return done;
    }

    /// <summary>
    /// Removes the member that a row became. One whose record cannot be read is kept, and the others go on: when it was the store, nothing
    /// of the batch is recorded, and it is undone again.
    /// </summary>
    public static async Task<ImportedRow> Undo(Guid run, ImportedRow row, IGrainFactory grains)
    {
        // One that is counted as removed stays so when the call is made again.
        if (row is not { Member: { } member, Outcome: not RowOutcome.Removed })
        {
            return row;
        }

        return await Undo(run, member, grains) switch
        {
            null => row with { Outcome = RowOutcome.Kept, Reason = Faulty("The member could not be removed; the log says why.") },
            true => row with { Outcome = RowOutcome.Removed },
            false => row with { Outcome = RowOutcome.Kept },
        };
    }

    /// <summary>Removes a member, if this import has made them. Whether they are gone; null when that is not known.</summary>
    public static async Task<bool?> Undo(Guid run, Guid member, IGrainFactory grains)
    {
        try
        {
            return await grains.GetGrain<IMemberTransferGrain>(member).UndoImport(run);
        }
        catch (Exception)
        {
            return null;
        }
    }

    /// <summary>What is recorded of a row without a member; null for one with a member.</summary>
    public static ImportedRow? WithoutMember(ImportRow row) => row.Member is not null && row.Reason is null ? null : new(
        row.Number,
        row.IsSkipped ? RowOutcome.Skipped : RowOutcome.Refused,
        null,
        row.Reason ?? new RowReason(null, "NO_MEMBER", "The row is empty."));

    /// <summary>Why a row was refused.</summary>
    public static RowReason ReasonOf(Refusal refusal) => refusal is Refusal.Invalid { Violations: [var first, ..] }
        ? new RowReason(first.Field, first.Rule, first.Description)
        : new RowReason(refusal is Refusal.EmailTaken ? "email" : null, AuditResult.Of(refusal), refusal.Entry.Api.Detail);

    private static async Task<ImportedRow> Import(Guid run, ImportRow row, IGrainFactory grains)
    {
        if (WithoutMember(row) is { } none)
        {
            return none;
        }

        var command = new ImportMember(run, row.Number, row.Member!);
        var id = PortableMembers.IdOf(command);
        Outcome<Done> outcome;
        try
        {
            outcome = await grains.GetGrain<IMemberTransferGrain>(id).Import(command);
        }
        catch (Exception fault) when (fault is not (StorageUnavailableException or TimeoutException or OrleansException))
        {
            // What would fail for ever must not stop the rows after it. The member's grain has logged why.
            return new ImportedRow(row.Number, RowOutcome.Refused, null, Faulty("The row could not be stored; the log says why."));
        }

        return outcome.Succeeded
            ? new ImportedRow(row.Number, RowOutcome.Imported, id, null)
            : new ImportedRow(row.Number, RowOutcome.Refused, null, ReasonOf(outcome.Refusal));
    }

    private static RowReason Faulty(string detail) => new(null, "FAULT", detail);
}
