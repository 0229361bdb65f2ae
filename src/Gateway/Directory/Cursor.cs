using System.Buffers.Binary;
using System.Buffers.Text;
using Members.Directory;

namespace Members.Gateway.Directory;

/// <summary>A <see cref="PageMark"/> as clients see it: opaque, but not secret.</summary>
internal static class Cursor
{
    private const int Size = 24;

    public static string Of(PageMark mark)
    {
        Span<byte> bytes = stackalloc byte[Size];
        BinaryPrimitives.WriteInt64BigEndian(bytes, mark.CreatedAt.UtcTicks);
        mark.Id.TryWriteBytes(bytes[8..]);
        return Base64Url.EncodeToString(bytes);
    }

    public static bool TryParse(string text, out PageMark? mark)
    {
        mark = null;
        Span<byte> bytes = stackalloc byte[Size];
        if (text.Length != 32 || !Base64Url.IsValid(text) || !Base64Url.TryDecodeFromChars(text, bytes, out var written) || written != Size)
        {
            return false;
        }

        var ticks = BinaryPrimitives.ReadInt64BigEndian(bytes);
        if (ticks < 0 || ticks > DateTimeOffset.MaxValue.Ticks)
        {
            return false;
        }

        mark = new PageMark(new DateTimeOffset(ticks, TimeSpan.Zero), new Guid(bytes[8..]));
        return true;
    }
}
