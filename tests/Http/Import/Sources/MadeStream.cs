namespace Members.Tests.Http.Import.Sources;

/// <summary>A file that is made while it is read, of parts that may have no end.</summary>
/// <param name="parts">The parts.</param>
internal sealed class MadeStream(IEnumerable<byte[]> parts) : Stream
{
    private readonly IEnumerator<byte[]> _parts = parts.GetEnumerator();
    private ReadOnlyMemory<byte> _part;

    /// <summary>How many bytes were read.</summary>
    public long Taken { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => Taken; set => throw new NotSupportedException(); }

    public override int Read(Span<byte> buffer)
    {
        while (_part.IsEmpty && _parts.MoveNext())
        {
            _part = _parts.Current;
        }

        var count = Math.Min(buffer.Length, _part.Length);
        _part.Span[..count].CopyTo(buffer);
        _part = _part[count..];
        Taken += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        new(Read(buffer.Span));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        Task.FromResult(Read(buffer.AsSpan(offset, count)));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        _parts.Dispose();
        base.Dispose(disposing);
    }
}
