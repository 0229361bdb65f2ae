using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace Members.Emails;

/// <summary>
/// A valid login e-mail address. Comparisons use <see cref="Canonical"/>; people and mails see <see cref="Typed"/>.
/// </summary>
/// <remarks>
/// At most 254 characters (RFC 5321, 4.5.3.1.3), an ASCII dot-atom of at most 64 before the @ (RFC 5322, 3.4.1),
/// a domain of at least two labels after it, kept in its ASCII form (RFC 5891). What pasting leaves at the ends is dropped
/// (<see cref="TypedText.Trim"/>). Quoted local parts, comments, display names, address literals and invisible characters inside are
/// refused rather than removed: two spellings of one mailbox must never be two members.
/// </remarks>
[GenerateSerializer, Immutable, Alias("members.EmailAddress")]
public sealed partial record EmailAddress
{
    /// <summary>The longest address accepted, in characters.</summary>
    public const int MaxLength = 254;

    private const int MaxLocalLength = 64;
    private const string AtomSymbols = "!#$%&'*+-/=?^_`{|}~";

    private EmailAddress(string typed, string canonical) => (Typed, Canonical) = (typed, canonical);

    /// <summary>The address as typed, but with an internationalized domain in ASCII form. Mail is sent to it.</summary>
    [Id(0)]
    public string Typed { get; }

    /// <summary>The address in lower case, by which two addresses are compared.</summary>
    [Id(1)]
    public string Canonical { get; }

    /// <summary>Parses an address as somebody typed or pasted it; false when it is not one that Members accepts.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out EmailAddress? address)
    {
        address = null;
        return text is not null && TryRead(TypedText.Trim(text), out address) && !EncodedWord.IsMatch(address.Typed);
    }

    /// <summary>Parses an address that is known to be valid, such as a stored one.</summary>
    /// <exception cref="FormatException">The text is not an address, so the stored data is damaged.</exception>
    public static EmailAddress Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return TryRead(text, out var address) ? address : throw new FormatException("The text is not an e-mail address.");
    }

    /// <summary>Two addresses are equal when their canonical forms are.</summary>
    public bool Equals(EmailAddress? other) => other is not null && Canonical == other.Canonical;

    /// <inheritdoc/>
    public override int GetHashCode() => Canonical.GetHashCode(StringComparison.Ordinal);

    /// <summary>Masked, because an address is personal data (ASVS 5.0, 16.2.5).</summary>
    public override string ToString() => $"{Typed[0]}***@{Typed[(Typed.IndexOf('@', StringComparison.Ordinal) + 1)..]}";

    // Mail programs decode it (RFC 2047, 2), some into another address. Earlier versions accepted it, so stored ones are still read.
    [GeneratedRegex(@"=\?[^?]+\?[bq]\?.*\?=", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex EncodedWord { get; }

    private static bool TryRead(string text, [NotNullWhen(true)] out EmailAddress? address)
    {
        address = null;
        if (text.Length is < 3 or > MaxLength)
        {
            return false;
        }

        var at = text.IndexOf('@', StringComparison.Ordinal);
        if (at < 1 || at != text.LastIndexOf('@') || !IsDotAtom(text.AsSpan(0, at)))
        {
            return false;
        }

        if (!DomainName.TryToAscii(text[(at + 1)..], out var domain) || at + 1 + domain.Length > MaxLength)
        {
            return false;
        }

        // An ASCII domain is shown as typed; any other is shown in ASCII form, which exposes look-alikes.
        var local = text[..at];
        var typed = System.Text.Ascii.IsValid(text) ? text : $"{local}@{domain}";
        address = new EmailAddress(typed, $"{local.ToLowerInvariant()}@{domain}");
        return true;
    }

    private static bool IsDotAtom(ReadOnlySpan<char> local)
    {
        if (local.Length > MaxLocalLength || local[0] == '.' || local[^1] == '.' || local.Contains("..", StringComparison.Ordinal))
        {
            return false;
        }

        foreach (var c in local)
        {
            if (c != '.' && !char.IsAsciiLetterOrDigit(c) && !AtomSymbols.Contains(c, StringComparison.Ordinal))
            {
                return false;
            }
        }

        return true;
    }
}
