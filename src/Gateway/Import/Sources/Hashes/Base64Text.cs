namespace Members.Gateway.Import.Sources.Hashes;

/// <summary>Base64 as old sites wrote it: with and without padding, in both alphabets, or as hexadecimal digits.</summary>
internal static class Base64Text
{
    /// <summary>The bytes of Base64 text; null when it is none.</summary>
    public static byte[]? Bytes(string? text)
    {
        var standard = text?.TrimEnd('=').Replace('-', '+').Replace('_', '/');
        if (string.IsNullOrEmpty(standard) || standard.Any(char.IsWhiteSpace))
        {
            return null;
        }

        var padded = standard.PadRight((standard.Length + 3) / 4 * 4, '=');
        var bytes = new byte[padded.Length];
        return Convert.TryFromBase64String(padded, bytes, out var length) ? bytes[..length] : null;
    }

    /// <summary>The bytes of hexadecimal digits; null when they are none.</summary>
    public static byte[]? HexBytes(string? text)
    {
        var isHex = text is { Length: > 0 } && text.Length % 2 == 0 && text.All(char.IsAsciiHexDigit);
        return isHex ? Convert.FromHexString(text!) : null;
    }

    /// <summary>Base64 without padding, as in PHC strings.</summary>
    public static string Raw(ReadOnlySpan<byte> bytes) => Convert.ToBase64String(bytes).TrimEnd('=');
}
