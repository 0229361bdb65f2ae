using System.Globalization;
using System.Text;

namespace Members.Tests.Bench.Load;

/// <summary>Finds the end of an HTTP/1.1 response (RFC 9112, 6) in the bytes that have come so far.</summary>
internal static class ResponseReader
{
    /// <summary>Reads a response.</summary>
    /// <param name="received">The bytes so far.</param>
    /// <param name="response">The response, when all of it is there.</param>
    /// <returns>Whether all of it is there.</returns>
    public static bool TryRead(ReadOnlySpan<byte> received, out Response response)
    {
        response = default;
        var end = received.IndexOf("\r\n\r\n"u8);
        if (end < 0)
        {
            return false;
        }

        var head = received[..(end + 2)];
        var status = int.Parse(head.Slice(9, 3), NumberStyles.None, CultureInfo.InvariantCulture);
        var body = received[(end + 4)..];
        var closes = Header(head, "connection"u8).SequenceEqual("close"u8);
        if (Header(head, "transfer-encoding"u8).SequenceEqual("chunked"u8))
        {
            return TryReadChunks(body, out var text, out var length) && Set(out response, status, end + 4 + length, closes, text);
        }

        var size = status is 204 or 304 ? 0
            : int.TryParse(Header(head, "content-length"u8), NumberStyles.None, CultureInfo.InvariantCulture, out var given) ? given : 0;
        return body.Length >= size && Set(out response, status, end + 4 + size, closes, body[..size]);
    }

    private static bool Set(out Response response, int status, int length, bool closes, ReadOnlySpan<byte> body)
    {
        response = new Response(status, length, closes, body);
        return true;
    }

    private static ReadOnlySpan<byte> Header(ReadOnlySpan<byte> head, ReadOnlySpan<byte> name)
    {
        while (head.IndexOf("\r\n"u8) is >= 0 and var end)
        {
            var line = head[..end];
            if (line.Length > name.Length && line[name.Length] == ':' && Ascii.EqualsIgnoreCase(line[..name.Length], name))
            {
                return line[(name.Length + 1)..].Trim((byte)' ');
            }

            head = head[(end + 2)..];
        }

        return [];
    }

    // Without the text of the chunks when there are several: only its end matters then.
    private static bool TryReadChunks(ReadOnlySpan<byte> body, out ReadOnlySpan<byte> text, out int length)
    {
        text = [];
        length = 0;
        while (body[length..].IndexOf("\r\n"u8) is >= 0 and var line)
        {
            var size = int.Parse(body.Slice(length, line), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            var start = length + line + 2;
            if (body.Length < start + size + 2)
            {
                return false;
            }

            length = start + size + 2;
            if (size == 0)
            {
                return true;
            }

            text = text.IsEmpty ? body.Slice(start, size) : text;
        }

        return false;
    }
}

/// <summary>A response: its status, its length in bytes, whether the server closes the connection, and its body.</summary>
internal readonly ref struct Response(int status, int length, bool closes, ReadOnlySpan<byte> body)
{
    public int Status { get; } = status;

    public int Length { get; } = length;

    public bool Closes { get; } = closes;

    public ReadOnlySpan<byte> Body { get; } = body;
}
