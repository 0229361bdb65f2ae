using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace Members.Gateway.Import.Sources.Reading;

/// <summary>The lines of a file as bytes, one at a time.</summary>
internal static class TextLines
{
    /// <summary>Reads the lines, each with the line feed that ends it. The memory is valid until the next line.</summary>
    /// <exception cref="FileProblemException">A line is longer than 1 MiB, or the file is not text.</exception>
    public static async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync(
        SourceFile file, SourceOptions options, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var text = await SourceText.OpenAsync(file, options.Encoding, cancellation);
        var pipe = PipeReader.Create(text, new StreamPipeReaderOptions(bufferSize: 64 * 1024, leaveOpen: true));
        for (var number = 1L; ;)
        {
            var read = await pipe.ReadAsync(cancellation);
            var rest = read.Buffer;
            while (rest.PositionOf((byte)'\n') is { } feed)
            {
                var line = rest.Slice(0, rest.GetPosition(1, feed));
                yield return Bounded(line, number++);
                rest = rest.Slice(line.End);
            }

            if (read.IsCompleted)
            {
                if (!rest.IsEmpty)
                {
                    yield return Bounded(rest, number);
                }

                yield break;
            }

            CheckLength(rest, number);
            pipe.AdvanceTo(rest.Start, rest.End);
        }
    }

    private static ReadOnlyMemory<byte> Bounded(in ReadOnlySequence<byte> line, long number)
    {
        CheckLength(line, number);
        return line.IsSingleSegment ? line.First : line.ToArray();
    }

    private static void CheckLength(in ReadOnlySequence<byte> line, long number)
    {
        if (line.Length > SourceOptions.MaxRow)
        {
            throw FileProblemException.At("ROW_TOO_LONG", number, null, "the line is longer than 1 MiB");
        }
    }
}
