using Members.Emails;

namespace Members.Gateway.Directory;

/// <summary>Which addresses to list.</summary>
/// <param name="Canonical">A canonical address, or the start of one; null for all.</param>
/// <param name="IsStart">Whether it is the start of one.</param>
internal readonly record struct EmailFilter(string? Canonical, bool IsStart)
{
    /// <summary>Parses an address, or the start of one with an asterisk behind it; false when it can be neither.</summary>
    public static bool TryParse(string? text, out EmailFilter filter)
    {
        filter = default;
        if (text is null)
        {
            return true;
        }

        var typed = TypedText.Trim(text);
        var start = typed.EndsWith('*') && AddressStart.TryParse(typed[..^1], out var canonical) ? canonical : null;
        filter = start is not null ? new EmailFilter(start, true)
            : EmailAddress.TryParse(typed, out var address) ? new EmailFilter(address.Canonical, false)
            : default;
        return filter != default;
    }
}
