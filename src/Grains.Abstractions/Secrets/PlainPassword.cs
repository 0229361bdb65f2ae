using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Members.Secrets;

/// <summary>
/// A password as a person typed it, in Unicode normalisation form C (NIST SP 800-63B-4, 3.1.1.2). Its text appears
/// nowhere but through <see cref="Reveal"/>.
/// </summary>
[GenerateSerializer, Immutable, Alias("members.PlainPassword")]
public sealed class PlainPassword
{
    /// <summary>The most UTF-16 units read at all; the policy's own limit is lower and a setting.</summary>
    public const int MaxUnits = 1024;

    [Id(0)]
    private readonly string _text;

    private PlainPassword(string text) => _text = text;

    /// <summary>The number of characters: Unicode code points, as NIST counts them.</summary>
    public int Length => _text.EnumerateRunes().Count();

    /// <summary>
    /// Reads a password; false when it is empty, far too long, or holds a control character, half a surrogate pair or a
    /// code point that is no character.
    /// </summary>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out PlainPassword? password)
    {
        password = null;
        if (string.IsNullOrEmpty(text) || text.Length > MaxUnits || !IsPrintable(text))
        {
            return false;
        }

        password = new PlainPassword(text.Normalize(NormalizationForm.FormC));
        return true;
    }

    /// <summary>The text. For hashing and for comparing with lists; never for a log, a message or an error.</summary>
    public string Reveal() => _text;

    /// <summary>Never the text.</summary>
    public override string ToString() => "PlainPassword(redacted)";

    private static bool IsPrintable(string text)
    {
        for (var i = 0; i < text.Length;)
        {
            // An unpaired surrogate has no UTF-8 form: it would be refused, or worse replaced, when hashed.
            if (Rune.DecodeFromUtf16(text.AsSpan(i), out var rune, out var used) != System.Buffers.OperationStatus.Done)
            {
                return false;
            }

            if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
                || IsNoncharacter(rune.Value))
            {
                return false;
            }

            i += used;
        }

        return true;
    }

    // Code points that Unicode will never assign. Normalising one of them is an error.
    private static bool IsNoncharacter(int value) => (value & 0xfffe) == 0xfffe || value is >= 0xfdd0 and <= 0xfdef;
}
