using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Members.Gateway.Access;

/// <summary>The address that a request comes from.</summary>
internal static class ClientAddress
{
    /// <summary>
    /// A site's own server names its visitor's address here, so that visitors are throttled one by one. Trusted from API keys only.
    /// </summary>
    public const string Header = "Members-Client-Address";

    /// <summary>The address as it is written everywhere: an IPv4 address as one, also when it came mapped into IPv6.</summary>
    public static string? Text(IPAddress? address) =>
        (address is { IsIPv4MappedToIPv6: true } mapped ? mapped.MapToIPv4() : address)?.ToString();

    /// <summary>The address that a header names, with or without a port; null when it names none.</summary>
    public static IPAddress? Parse(string text)
    {
        var (host, port) = Split(text);
        return (port is null || ushort.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            && !host.Contains('%', StringComparison.Ordinal) // a zone is of one machine
            && IPAddress.TryParse(host, out var address)
            && (address.AddressFamily == AddressFamily.InterNetworkV6 || address.ToString() == host) // not 1, nor 0177.0.0.1
                ? address
                : null;
    }

    private static (string Host, string? Port) Split(string text)
    {
        if (text.StartsWith('['))
        {
            var end = text.IndexOf(']', StringComparison.Ordinal);
            return end < 0 ? (text, null)
                : end == text.Length - 1 ? (text[1..end], null)
                : text[end + 1] == ':' ? (text[1..end], text[(end + 2)..])
                : (text, null);
        }

        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon >= 0 && text.LastIndexOf(':') == colon ? (text[..colon], text[(colon + 1)..]) : (text, null);
    }
}
