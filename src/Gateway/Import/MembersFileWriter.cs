using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;
using Members.Import;

namespace Members.Gateway.Import;

/// <summary>
/// Writes members as the file <c>members/1</c>: JSON Lines, one member a line, and a last line with the count and a digest, by which a
/// file that was cut short or changed is known.
/// </summary>
/// <param name="file">Where to; it stays open.</param>
internal sealed class MembersFileWriter(Stream file) : IDisposable
{
    private readonly IncrementalHash _digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly ArrayBufferWriter<byte> _line = new();
    private long _count;

    /// <summary>Writes a member.</summary>
    public async ValueTask WriteAsync(PortableMember member, CancellationToken cancellation = default)
    {
        MemberLines.Write(_line, member);
        _digest.AppendData(_line.WrittenSpan);
        await file.WriteAsync(_line.WrittenMemory, cancellation);
        _line.ResetWrittenCount();
        _count++;
    }

    /// <summary>Writes the last line. Without it the file counts as cut short.</summary>
    public async ValueTask CompleteAsync(CancellationToken cancellation = default)
    {
        var end = new EndLine(EndLine.LastSchema, _count, Convert.ToHexStringLower(_digest.GetCurrentHash()));
        await file.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(end, MemberLineJson.Default.EndLine), cancellation);
        await file.WriteAsync("\n"u8.ToArray(), cancellation);
        await file.FlushAsync(cancellation);
    }

    public void Dispose() => _digest.Dispose();
}
