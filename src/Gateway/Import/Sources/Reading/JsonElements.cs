using System.Runtime.CompilerServices;

namespace Members.Gateway.Import.Sources.Reading;

/// <summary>
/// The elements of a list in JSON, one at a time: of an array, of an array that is a member of an object, or objects one after the other
/// as in JSON Lines. Only one element is in memory.
/// </summary>
internal static class JsonElements
{
    private const int FirstBuffer = 64 * 1024;

    /// <summary>Reads the elements.</summary>
    /// <param name="file">The file.</param>
    /// <param name="options">Its encoding.</param>
    /// <param name="lists">The members that hold the list; none when objects one after the other are elements themselves.</param>
    /// <param name="cancellation">Stops reading.</param>
    /// <exception cref="FileProblemException">The JSON is broken, too long, or without the list.</exception>
    public static async IAsyncEnumerable<JsonRecord> ReadAsync(
        SourceFile file, SourceOptions options, string[] lists, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var text = await SourceText.OpenAsync(file, options.Encoding, cancellation);
        var walk = new JsonWalk(lists);
        var buffer = new byte[FirstBuffer];
        var (start, end, isEnd) = (0, 0, false);
        while (true)
        {
            var outcome = walk.Next(buffer.AsSpan(start, end - start), isEnd, out var used, out var element);
            start += used;
            if (element is not null)
            {
                yield return element;
                continue;
            }

            if (outcome == JsonStep.End)
            {
                yield break;
            }

            buffer.AsSpan(start, end - start).CopyTo(buffer);
            (start, end) = (0, end - start);
            if (end == buffer.Length)
            {
                Array.Resize(ref buffer, end < SourceOptions.MaxRow ? end * 2 : throw TooLong(walk.Count + 1));
            }

            // A full buffer each time: an element that is longer than the buffer is parsed from its start again.
            var free = buffer.Length - end;
            var read = await text.ReadAtLeastAsync(buffer.AsMemory(end), free, throwOnEndOfStream: false, cancellation);
            (end, isEnd) = (end + read, read < free);
        }
    }

    private static FileProblemException TooLong(long number) =>
        FileProblemException.At("ROW_TOO_LONG", number, null, "the element is longer than 1 MiB");
}
