using System.Buffers;
using System.IO.Pipelines;

namespace Members.Gateway.Admin.Importing;

/// <summary>Bytes that were sent, in parts as they came: nothing is copied, and no more memory is taken than they have.</summary>
internal sealed class SentBytes
{
    private const int LargestPart = 1024 * 1024;

    private readonly List<byte[]> _parts = [];

    /// <summary>How many were sent.</summary>
    public long Length { get; private set; }

    /// <summary>Reads a stream to its end.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="most">The most bytes that are kept. When more come, all are let go, and only counted.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<SentBytes> Read(Stream stream, long most, CancellationToken cancellationToken)
    {
        var (bytes, size) = (new SentBytes(), (int)Math.Clamp(most, 4096, LargestPart));
        byte[] part;
        int read;
        do
        {
            part = new byte[size];
            read = await stream.ReadAtLeastAsync(part, size, throwOnEndOfStream: false, cancellationToken);
            bytes.Length += read;
            if (bytes.Length > most)
            {
                bytes._parts.Clear();
            }
            else if (read > 0)
            {
                bytes._parts.Add(read == size ? part : part[..read]);
            }
        }
        while (read == size);
        return bytes;
    }

    /// <summary>Opens them at their beginning; those that were let go are empty.</summary>
    public Stream Open()
    {
        if (_parts.Count == 0)
        {
            return Stream.Null;
        }

        var first = new Segment(_parts[0], null);
        var last = _parts.Skip(1).Aggregate(first, (before, part) => new Segment(part, before));
        return PipeReader.Create(new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length)).AsStream();
    }

    /// <summary>Personal data must not reach a log.</summary>
    public override string ToString() => $"{Length} bytes";

    private sealed class Segment : ReadOnlySequenceSegment<byte>
    {
        public Segment(byte[] part, Segment? before)
        {
            Memory = part;
            if (before is not null)
            {
                RunningIndex = before.RunningIndex + before.Memory.Length;
                before.Next = this;
            }
        }
    }
}
