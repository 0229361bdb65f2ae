using System.IO.Hashing;
using System.Text;
using Members.Gateway.Import.Sources;

namespace Members.Gateway.Import.Steps;

/// <summary>Goes through a file and asks what would become of each row. It stores nothing.</summary>
internal sealed class DryRun(IImportCalls calls, ImportFile file)
{
    // Sixteen bytes a row: what remembers a million addresses in 50 MB.
    private readonly HashSet<UInt128> _addresses = [];

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

            batch.Add(IsSecond(row) ? Second(row) : row);
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

        foreach (var row in await calls.Check(batch, cancellationToken))
        {
            tally.Add(row);
        }

        batch.Remove(batch.Count);
        progress.Report(tally.Rows);
    }

    private bool IsSecond(SourceRow row) => row.Member is { } member
        && !_addresses.Add(XxHash128.HashToUInt128(Encoding.UTF8.GetBytes(member.Email.Canonical)));

    private static SourceRow Second(SourceRow row) => row with
    {
        Member = null,
        Problems = [new RowProblem("email", "EMAIL_TWICE", "An earlier row of the file has the same address, and gets it.")],
    };
}
