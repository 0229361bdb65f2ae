using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Members.Emails;

/// <summary>The domain of an address in its ASCII form (RFC 5891).</summary>
internal static class DomainName
{
    private static readonly IdnMapping Idn = new() { UseStd3AsciiRules = true };

    /// <summary>Converts a domain as typed to lower-case A-labels.</summary>
    public static bool TryToAscii(string typed, [NotNullWhen(true)] out string? ascii)
    {
        ascii = null;
        if (typed.Length is 0 or > 253 || HasForbidden(typed))
        {
            return false;
        }

        try
        {
            var candidate = Idn.GetAscii(typed).ToLowerInvariant();

            // A label such as "xn--abc-" that does not survive the round trip would be a second spelling of another domain.
            if (candidate.Contains("xn--", StringComparison.Ordinal) && Idn.GetAscii(Idn.GetUnicode(candidate)) != candidate)
            {
                return false;
            }

            ascii = candidate;
        }
        catch (ArgumentException)
        {
            return false;
        }

        return IsHostName(ascii);
    }

    private static bool HasForbidden(string typed)
    {
        foreach (var c in typed)
        {
            // IDNA maps the ideographic full stops to dots, so "a。b" and "a.b" would be the same domain: only the dot is accepted.
            if (char.IsControl(c) || char.IsWhiteSpace(c) || c is '\u3002' or '\uff0e' or '\uff61' or '@' || IsDropped(c))
            {
                return true;
            }
        }

        return false;
    }

    // What the mapping to ASCII would silently drop: soft hyphen, word joiners, zero-width spaces, variation selectors.
    private static bool IsDropped(char c) => c
        is '\u00ad' or '\u034f' or '\u200b' or '\u2060' or '\u2064' or '\ufeff' or '\udb40'
        or (>= '\u180b' and <= '\u180f')
        or (>= '\ufe00' and <= '\ufe0f');

    private static bool IsHostName(string ascii)
    {
        var labels = ascii.Split('.');
        return labels.Length >= 2 && !labels[^1].All(char.IsAsciiDigit) && labels.All(IsLabel);
    }

    private static bool IsLabel(string label) =>
        label.Length is > 0 and <= 63
        && label[0] != '-'
        && label[^1] != '-'
        && label.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');
}
