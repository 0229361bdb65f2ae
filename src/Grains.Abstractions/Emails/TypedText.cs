using System.Buffers;
using System.Globalization;
using System.Text;

namespace Members.Emails;

/// <summary>Text as it comes from keyboards and clipboards.</summary>
internal static class TypedText
{
    /// <summary>
    /// Drops what nobody sees at both ends: blanks, tabs, no-break spaces, and Unicode's format characters such as zero-width spaces, marks
    /// of direction, soft hyphens and byte order marks. Line breaks stay: they are never typed by accident, and open mails to injection.
    /// </summary>
    public static string Trim(string text)
    {
        var rest = text.AsSpan();
        while (Rune.DecodeFromUtf16(rest, out var first, out var length) == OperationStatus.Done && IsUnseen(first))
        {
            rest = rest[length..];
        }

        while (Rune.DecodeLastFromUtf16(rest, out var last, out var length) == OperationStatus.Done && IsUnseen(last))
        {
            rest = rest[..^length];
        }

        return rest.Length == text.Length ? text : rest.ToString();
    }

    private static bool IsUnseen(Rune rune) =>
        rune.Value == '\t' || Rune.GetUnicodeCategory(rune) is UnicodeCategory.SpaceSeparator or UnicodeCategory.Format;
}
