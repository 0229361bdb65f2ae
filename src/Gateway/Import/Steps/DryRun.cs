using System.IO.Hashing;
using System.Text;
using Members.Gateway.Import.Sources;
using Members.Import;

namespace Members.Gateway.Import.Steps;

/// <summary>Goes through a file and asks what would become of each row. It stores nothing.</summary>
internal sealed class DryRun(IImportCalls calls, ImportFile file)
{
    // Sixteen bytes an address: what remembers a million of them in 50 MB.
    private readonly HashSet<UInt128> _addresses = [];
    private readonly HashSet<Guid> _ids = [];

    /// <summary>Looks at the rows.</summary>
    /// <param name="recorded">How many rows an interrupted import has done: they are passed over.</param>
    /// <param name="progress">Told how many rows are looked at.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<RowTally> Run(long recorded, IProgress<long> progress, CancellationToken cancellationToken)
    {
        var (tally, batch, passed) = (new RowTally(), new RowBatch(), 0L);
        await foreach (var row in file.Rows(cancellationToken))
        {
            if (passed++ < recorded)
            {
                continue;
            }

            foreach (var note in row.Problems.Where(p => p.Effect == RowEffect.Note))
            {
                tally.Note(row.Number, note.Column, note.Code, note.Sentence);
            }

            batch.Add(row);
            if (batch.IsFull)
            {
                await Check(batch, tally, progress, cancellationToken);
            }
        }

        await Check(batch, tally, progress, cancellationToken);
        return tally;
    }

    private async Task Check(RowBatch batch, RowTally tally, IProgress<long> progress, CancellationToken cancellationToken)
    {
        if (batch.Count == 0)
        {
            return;
        }

        foreach (var (row, checkedRow) in batch.Rows.Zip(await calls.Check(batch, cancellationToken)))
        {
            tally.Add(row.Row.Member is { } member && checkedRow.Outcome == RowOutcome.Imported ? Claim(member, checkedRow) : checkedRow);
        }

        batch.Remove(batch.Count);
        progress.Report(tally.Rows);
    }

    // The first row that would be imported gets its address and its id. One that is refused takes them from none.
    private ImportedRow Claim(PortableMember member, ImportedRow row)
    {
        var address = XxHash128.HashToUInt128(Encoding.UTF8.GetBytes(member.Email.Canonical));
        if (member.Id is { } known && _ids.Contains(known))
        {
            return Second(row, "id", "ID_TWICE", "An earlier row of the file has the same id, and gets it.");
        }

        if (!_addresses.Add(address))
        {
            return Second(row, "email", "EMAIL_TWICE", "An earlier row of the file has the same address, and gets it.");
        }

        if (member.Id is { } id)
        {
            _ids.Add(id);
        }

        return row;
    }

    private static ImportedRow Second(ImportedRow row, string column, string code, string sentence) =>
        row with { Outcome = RowOutcome.Refused, Reason = new RowReason(column, code, sentence) };
}
