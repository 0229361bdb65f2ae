namespace Members.Gateway.Import.Sources.Hashes;

/// <summary>The hashes of WordPress: its own are canonical as they are, and the oldest are MD5 in hexadecimal digits.</summary>
internal static class WordPressHash
{
    private const int Md5Digits = 32;

    /// <summary>The canonical text; null when it is not understood.</summary>
    public static string? Canonical(string text)
    {
        if (text.Length > Md5Digits)
        {
            return text;
        }

        return text.Length == Md5Digits && Base64Text.HexBytes(text) is { } digest ? $"$md5${Convert.ToBase64String(digest)}" : null;
    }
}
