using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Members.Secrets;

/// <summary>
/// A password as typed, in Unicode normalization form C (NIST SP 800-63B-4, 3.1.1.2). Only <see cref="Reveal"/> and
/// <see cref="RevealAsTyped"/> give access to its text.
/// </summary>
[GenerateSerializer, Immutable, Alias("members.PlainPassword")]
public sealed class PlainPassword
{
    /// <summary>The most UTF-16 code units that are parsed; the limit of the password policy is lower and a setting.</summary>
    public const int MaxUnits = 1024;

    [Id(0)]
    private readonly string _text;

    // As it was typed, where that is not the normalized form. A version that does not know it has the normalized form alone.
    [Id(1)]
    private readonly string? _typed;

    private PlainPassword(string typed)
    {
        _text = typed.Normalize(NormalizationForm.FormC);
        _typed = _text == typed ? null : typed;
    }

    /// <summary>The number of characters, counted as Unicode code points as NIST does.</summary>
    public int Length => _text.EnumerateRunes().Count();

    /// <summary>
    /// Parses a password; false when it is empty or far too long, or contains a control character, an unpaired surrogate or a
    /// noncharacter.
    /// </summary>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out PlainPassword? password)
    {
        password = null;
        if (string.IsNullOrEmpty(text) || text.Length > MaxUnits || !IsPrintable(text))
        {
            return false;
        }

        password = new PlainPassword(text);
        return true;
    }

    /// <summary>Parses a password.</summary>
    /// <exception cref="FormatException">It is none: see <see cref="TryParse"/>.</exception>
    public static PlainPassword Parse(string text) =>
        TryParse(text, out var password) ? password : throw new FormatException("The text is not a password.");

    /// <summary>The text, for hashing and for comparing with lists; never for a log, a message or an error.</summary>
    public string Reveal() => _text;

    /// <summary>
    /// The text before it was normalized: other sites hash what they get. For comparing with such a hash; never for a log, a message or
    /// an error.
    /// </summary>
    public string RevealAsTyped() => _typed ?? _text;

    /// <summary>Never the text.</summary>
    public override string ToString() => "PlainPassword(redacted)";

    private static bool IsPrintable(string text)
    {
        for (var i = 0; i < text.Length;)
        {
            // An unpaired surrogate has no UTF-8 form: hashing would fail or, worse, replace it.
            if (Rune.DecodeFromUtf16(text.AsSpan(i), out var rune, out var used) != System.Buffers.OperationStatus.Done)
            {
                return false;
            }

            var category = Rune.GetUnicodeCategory(rune);
            if (category is UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
                || IsNoncharacter(rune.Value))
            {
                return false;
            }

            i += used;
        }

        return true;
    }

    // Code points that Unicode never assigns. Normalizing one fails.
    private static bool IsNoncharacter(int value) => (value & 0xfffe) == 0xfffe || value is >= 0xfdd0 and <= 0xfdef;
}
