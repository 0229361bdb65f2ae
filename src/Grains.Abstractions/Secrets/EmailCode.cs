using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Members.Secrets;

/// <summary>The six digits that are mailed to an address to verify it.</summary>
[GenerateSerializer, Immutable, Alias("members.EmailCode")]
public sealed class EmailCode
{
    private const int Length = 6, Lowest = 100_000, Highest = 999_999;

    [Id(0)]
    private readonly string _digits;

    private EmailCode(string digits) => _digits = digits;

    /// <summary>Makes a code from 100000 to 999999. None begins with a zero, which clients might drop (wix-contract A.3).</summary>
    public static EmailCode Of(int number)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(number, Lowest);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(number, Highest);
        return new EmailCode(number.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>
    /// Parses a code as people type and paste it: the digits may be of any script, with blanks and hyphens anywhere.
    /// </summary>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out EmailCode? code)
    {
        code = null;
        var digits = new StringBuilder(Length);
        foreach (var character in text ?? "")
        {
            if (CharUnicodeInfo.GetDecimalDigitValue(character) is >= 0 and var digit && digits.Length < Length)
            {
                digits.Append(digit);
            }
            else if (!IsSeparator(character))
            {
                return false;
            }
        }

        code = digits.Length == Length ? new EmailCode(digits.ToString()) : null;
        return code is not null;
    }

    /// <summary>The digits, for the mail and for the digest; never for a log or an error.</summary>
    public string Reveal() => _digits;

    /// <summary>Never the digits.</summary>
    public override string ToString() => "EmailCode(redacted)";

    // Every dash is a hyphen to somebody, the minus sign too; format characters are the zero-width spaces and marks of direction.
    private static bool IsSeparator(char character) => char.IsWhiteSpace(character)
        || character == '\u2212'
        || char.GetUnicodeCategory(character) is UnicodeCategory.DashPunctuation or UnicodeCategory.Format;
}
