using System.Text;
using CsvHelper;

namespace Members.Gateway.Import.Sources.Reading;

/// <summary>Finds the column of a broken quote: what comes after it cannot be trusted, so it ends the reading.</summary>
internal sealed class CsvQuotes
{
    private (CsvMalformedReason Reason, long Offset, string Record)? _reported;

    /// <summary>Called by the reader.</summary>
    public void Report(CsvMalformedRecord record) => _reported ??= (record.Reason, record.ByteOffset, record.RawRecord);

    /// <summary>Throws if a quote in this row, or after it, is broken.</summary>
    /// <param name="row">The row that was read.</param>
    /// <param name="offset">Where it starts.</param>
    /// <param name="separator">What separates cells.</param>
    /// <param name="columns">The columns.</param>
    public void ThrowIfReported(long row, long offset, char separator, CsvColumns columns)
    {
        if (_reported is not var (reason, at, raw))
        {
            return;
        }

        var bytes = Encoding.UTF8.GetBytes(raw);
        var column = columns.NameAt(ColumnOf(bytes.AsSpan(0, (int)Math.Clamp(at - offset, 0, bytes.Length)), (byte)separator));
        throw FileProblemException.At("BROKEN_QUOTES", row, column, What(reason));
    }

    private static string What(CsvMalformedReason reason) => reason == CsvMalformedReason.UnterminatedQuote
        ? "a quote is opened and never closed"
        : "a quote is in the wrong place; a quote within a cell is written twice, and the cell is put in quotes";

    private static int ColumnOf(ReadOnlySpan<byte> before, byte separator)
    {
        var (column, isQuoted) = (0, false);
        foreach (var b in before)
        {
            isQuoted ^= b == (byte)'"';
            column += b == separator && !isQuoted ? 1 : 0;
        }

        return column;
    }
}
