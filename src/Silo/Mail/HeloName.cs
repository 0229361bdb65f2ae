using System.Globalization;
using System.Net;
using Members.Emails;
using MimeKit;

namespace Members.Silo.Mail;

/// <summary>
/// The name that Members gives itself to the mail server: a qualified host name, or an IP address, which MailKit writes as an address
/// literal (RFC 5321, 4.1.1.1). Servers turn bare names such as a container's away.
/// </summary>
internal static class HeloName
{
    /// <summary>The setting; without one the sender's domain if it is a qualified name, else the host of the site's address.</summary>
    public static string Of(MailOptions options, Uri site) =>
        Parse(options.HeloName) ?? Parse(MailboxAddress.Parse(options.From).Domain) ?? Host(site);

    /// <summary>A qualified host name in ASCII, or an IP address, perhaps in brackets; null for anything else.</summary>
    public static string? Parse(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        var literal = text.StartsWith('[') && text.EndsWith(']') ? text[1..^1] : text;
        if (literal.StartsWith("IPv6:", StringComparison.OrdinalIgnoreCase))
        {
            literal = literal["IPv6:".Length..];
        }

        return IsAddress(literal, out var address) ? address : DomainOf(text);
    }

    private static string Host(Uri site) => IsAddress(site.IdnHost, out var address) ? address : site.IdnHost;

    // Not 1 or 0x7f.1, which .NET takes for IPv4 addresses. The zone of an IPv6 address means nothing to another host.
    private static bool IsAddress(string text, out string address)
    {
        address = "";
        if (!IPAddress.TryParse(text, out var ip) || (!text.Contains(':', StringComparison.Ordinal) && ip.ToString() != text))
        {
            return false;
        }

        address = new IPAddress(ip.GetAddressBytes()).ToString();
        return true;
    }

    private static string? DomainOf(string text)
    {
        var domain = text.EndsWith('.') ? text[..^1] : text;
        return EmailAddress.TryParse(string.Create(CultureInfo.InvariantCulture, $"x@{domain}"), out var address)
            ? address.Canonical["x@".Length..]
            : null;
    }
}
