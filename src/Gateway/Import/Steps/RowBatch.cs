using System.Buffers;
using Members.Gateway.Import.Sources;

namespace Members.Gateway.Import.Steps;

/// <summary>Rows that are handed over with one call.</summary>
internal sealed class RowBatch
{
    private const int MostRows = 250, MostBytes = 2 * 1024 * 1024;

    private readonly List<BatchedRow> _rows = [];
    private int _bytes;

    /// <summary>Its rows.</summary>
    public IReadOnlyList<BatchedRow> Rows => _rows;

    /// <summary>How many rows it has.</summary>
    public int Count => _rows.Count;

    /// <summary>Whether it is large enough to be sent.</summary>
    public bool IsFull => _rows.Count >= MostRows || _bytes >= MostBytes;

    /// <summary>Adds a row.</summary>
    public void Add(SourceRow row)
    {
        var batched = BatchedRow.Of(row);
        _bytes += batched.Member.Length;
        _rows.Add(batched);
    }

    /// <summary>Removes the first rows, which are done.</summary>
    public void Remove(int count)
    {
        _bytes -= _rows.Take(count).Sum(r => r.Member.Length);
        _rows.RemoveRange(0, count);
    }
}

/// <summary>A row of a batch.</summary>
/// <param name="Row">The row.</param>
/// <param name="Member">The member as <c>members/1</c>, by which the batch is measured and sent; empty for a row without one.</param>
internal sealed record BatchedRow(SourceRow Row, ReadOnlyMemory<byte> Member)
{
    /// <summary>Why the row has no member.</summary>
    public RowProblem Problem => Row.Problems.FirstOrDefault(p => p.Effect != RowEffect.Note)
        ?? new RowProblem(null, "NO_MEMBER", "The row has no member.");

    public static BatchedRow Of(SourceRow row)
    {
        if (row.Member is not { } member)
        {
            return new BatchedRow(row, ReadOnlyMemory<byte>.Empty);
        }

        var line = new ArrayBufferWriter<byte>();
        MemberLines.Write(line, member);
        return new BatchedRow(row, line.WrittenMemory[..^1]);
    }

    /// <summary>Personal data must not reach a log.</summary>
    public override string ToString() => Row.ToString();
}
