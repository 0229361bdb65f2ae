using System.Net;

namespace Members.Calls;

/// <summary>
/// The unit by which callers are told apart. Whoever has one IPv6 address has all 2^64 of its network, and most home connections have
/// 256 such networks.
/// </summary>
public static class ClientNetwork
{
    /// <summary>The network of callers without a readable address.</summary>
    public const string Unknown = "unknown";

    /// <summary>The network of an address: an IPv4 address, or the first 56 bits of an IPv6 address.</summary>
    public static string Of(IPAddress? address)
    {
        if (address is null)
        {
            return Unknown;
        }

        if (address.IsIPv4MappedToIPv6)
        {
            return address.MapToIPv4().ToString();
        }

        var bytes = address.GetAddressBytes();
        return bytes.Length == 16 ? Convert.ToHexStringLower(bytes.AsSpan(0, 7)) : address.ToString();
    }

    /// <summary>The network of an address in text form.</summary>
    public static string Of(string? address) => Of(IPAddress.TryParse(address, out var parsed) ? parsed : null);
}
