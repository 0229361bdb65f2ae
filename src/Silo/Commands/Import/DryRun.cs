using Members.Gateway.Import.Sources;

namespace Members.Silo.Commands.Import;

/// <summary>Goes through a file and asks what would become of each row. It stores nothing.</summary>
internal sealed class DryRun(ApiConnection members, ImportFile file)
{
    // Sixteen bytes a row: what remembers a million addresses in 50 MB.
    private readonly HashSet<UInt128> _addresses = [];

    /// <summary>Looks at the rows.</summary>
    /// <param name="recorded">How many rows an interrupted import has done: they are passed over.</param>
    /// <param name="progress">Told how far it is.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<RowTally> Run(long recorded, Progress progress, CancellationToken cancellationToken)
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

    private async Task Check(RowBatch batch, RowTally tally, Progress progress, CancellationToken cancellationToken)
    {
        if (batch.Count == 0)
        {
            return;
        }

        var answer = await members.Send(HttpMethod.Post, "/v1/imports/check", batch.Body(null), isRepeatable: true, cancellationToken);
        foreach (var row in answer.GetProperty("rows").EnumerateArray())
        {
            tally.Add(row);
        }

        batch.Remove(batch.Count);
        progress.Report(tally.Rows);
    }

    private bool IsSecond(SourceRow row) => row.Member is { } member && !_addresses.Add(
        System.IO.Hashing.XxHash128.HashToUInt128(System.Text.Encoding.UTF8.GetBytes(member.Email.Canonical)));

    private static SourceRow Second(SourceRow row) => row with
    {
        Member = null,
        Problems = [new RowProblem("email", "EMAIL_TWICE", "An earlier row of the file has the same address, and gets it.")],
    };
}
