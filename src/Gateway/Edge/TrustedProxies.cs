using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;
using IPNetwork = System.Net.IPNetwork;

namespace Members.Gateway.Edge;

/// <summary>
/// Whose word is taken for who calls and whether by https (ASVS 5.0, 4.1.3). Of the addresses that proxies have written one
/// after the other the client is the last that is no trusted proxy's: what stands before it, anybody can have made up.
/// </summary>
internal static class TrustedProxies
{
    /// <summary>Settles it, whatever the framework's own switch (<c>ASPNETCORE_FORWARDEDHEADERS_ENABLED</c>) says: that one believes everybody.</summary>
    public static IServiceCollection AddTrustedProxies(this IServiceCollection services)
    {
        services.AddOptions<ForwardedHeadersOptions>().PostConfigure<IOptions<GatewayOptions>>((headers, gateway) =>
        {
            headers.KnownProxies.Clear();
            headers.KnownIPNetworks.Clear();
            foreach (var text in gateway.Value.TrustedProxies)
            {
                headers.KnownIPNetworks.Add(TryParse(text) ?? throw new InvalidOperationException($"'{text}' was not checked."));
            }

            // With nobody known the middleware would believe everybody. The host is never taken from a header.
            headers.ForwardedHeaders = headers.KnownIPNetworks.Count == 0 ? ForwardedHeaders.None : ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
            headers.ForwardLimit = null;
        });
        return services;
    }

    /// <summary>Reads an address or a network (<c>10.0.0.0/8</c>); null when it is none, or is every address.</summary>
    public static IPNetwork? TryParse(string text)
    {
        if (text.Contains('/', StringComparison.Ordinal))
        {
            return IPNetwork.TryParse(text, out var network) && network.PrefixLength > 0 && network.ToString() == text ? network : null;
        }

        // Only as it is always written: the parser takes 10.1 for 10.0.0.1.
        return IPAddress.TryParse(text, out var address) && address.ToString() == text
            ? new IPNetwork(address, address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128)
            : null;
    }
}
