using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Members.Emails;

/// <summary>The start of an address, to search by.</summary>
internal static class AddressStart
{
    // One of these completes whatever is a start: the whole address, the local part, the domain and its last label may each be complete.
    private static readonly string[] Completions = ["", "a@a.aa", "@a.aa", "a", "a.aa", ".aa"];

    /// <summary>Parses the start of an address; false when no address that Members accepts begins so.</summary>
    /// <param name="text">The start as typed; an internationalized domain in ASCII form.</param>
    /// <param name="canonical">The start in lower case, as <see cref="EmailAddress.Canonical"/> is.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out string? canonical)
    {
        canonical = Ascii.IsValid(text) && Completions.Any(rest => IsAddress(text + rest)) ? text.ToLowerInvariant() : null;
        return canonical is not null;
    }

    // A part of an A-label need not be one, so it is looked at as a label of another kind.
    private static bool IsAddress(string text) =>
        EmailAddress.TryParse(text.Replace("xn--", "xn0-", StringComparison.OrdinalIgnoreCase), out var address)
        && address.Typed.Length == text.Length;
}
