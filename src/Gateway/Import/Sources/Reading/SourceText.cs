using System.Buffers;
using System.IO.Pipelines;
using System.Text;

namespace Members.Gateway.Import.Sources.Reading;

/// <summary>Opens a file as UTF-8 text without a byte order mark, or says what is in it instead.</summary>
internal static class SourceText
{
    private const int Looked = 4096;

    /// <summary>Opens a file.</summary>
    /// <exception cref="FileProblemException">It is empty, or not text.</exception>
    public static async Task<Stream> OpenAsync(SourceFile file, Encoding? encoding, CancellationToken cancellation)
    {
        var pipe = PipeReader.Create(file.Open());
        try
        {
            var read = await pipe.ReadAtLeastAsync(Looked, cancellation);
            var length = (int)Math.Min(read.Buffer.Length, Looked);
            var mark = Judge(file, read.Buffer.Slice(0, length).ToArray(), ref encoding);
            pipe.AdvanceTo(read.Buffer.GetPosition(mark));
        }
        catch
        {
            await pipe.CompleteAsync();
            throw;
        }

        var bytes = pipe.AsStream();
        return encoding is null or UTF8Encoding ? bytes : Encoding.CreateTranscodingStream(bytes, Strict(encoding), Encoding.UTF8);
    }

    /// <summary>The encoding with this name, such as <c>windows-1252</c>; null when there is none.</summary>
    public static Encoding? FindEncoding(string name)
    {
        try
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    // The length of the byte order mark, which also tells the encoding.
    private static int Judge(SourceFile file, ReadOnlySpan<byte> start, ref Encoding? encoding)
    {
        if (start.StartsWith("\uFEFF"u8))
        {
            encoding = null;
            return start.Length > 3 ? 3 : throw Empty(file);
        }

        var isUtf32 = start.StartsWith<byte>([0xFF, 0xFE, 0, 0]);
        if (!isUtf32 && (start.StartsWith<byte>([0xFF, 0xFE]) || start.StartsWith<byte>([0xFE, 0xFF])))
        {
            encoding = new UnicodeEncoding(bigEndian: start[0] == 0xFE, byteOrderMark: false);
            return start.Length > 2 ? 2 : throw Empty(file);
        }

        if (start.IsEmpty)
        {
            throw Empty(file);
        }

        if (FileKinds.Of(start) is { } kind)
        {
            throw new FileProblemException("NOT_TEXT", $"'{file.Name}' is {kind}.");
        }

        if (encoding is null && start.Contains((byte)0))
        {
            throw new FileProblemException(
                "NOT_TEXT", $"'{file.Name}' is not text in UTF-8; if it is UTF-16 without a byte order mark, give the encoding utf-16.");
        }

        return 0;
    }

    private static FileProblemException Empty(SourceFile file) => new("EMPTY_FILE", $"'{file.Name}' is empty.");

    private static Encoding Strict(Encoding encoding)
    {
        var strict = (Encoding)encoding.Clone();
        strict.DecoderFallback = new RefusedBytes(encoding.WebName);
        return strict;
    }
}
