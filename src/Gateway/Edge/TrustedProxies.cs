using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;
using IPNetwork = System.Net.IPNetwork;

namespace Members.Gateway.Edge;

/// <summary>
/// Which proxies are believed about the client's address and scheme (ASVS 5.0, 4.1.3). In X-Forwarded-For, the client is the last
/// address that is not a trusted proxy; anybody can have made up what comes before it.
/// </summary>
internal static class TrustedProxies
{
    /// <summary>Overrides the framework's switch <c>ASPNETCORE_FORWARDEDHEADERS_ENABLED</c>, which trusts every proxy.</summary>
    public static IServiceCollection AddTrustedProxies(this IServiceCollection services)
    {
        services.AddOptions<ForwardedHeadersOptions>().PostConfigure<IOptions<MembersGatewayOptions>>((headers, gateway) =>
        {
            headers.KnownProxies.Clear();
            headers.KnownIPNetworks.Clear();
            foreach (var text in gateway.Value.TrustedProxies)
            {
                headers.KnownIPNetworks.Add(TryParse(text) ?? throw new InvalidOperationException($"'{text}' was not validated."));
            }

            // Without known proxies the middleware would trust every one. The host is never taken from a header.
            headers.ForwardedHeaders = headers.KnownIPNetworks.Count == 0
                ? ForwardedHeaders.None
                : ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
            headers.ForwardLimit = null;
        });
        return services;
    }

    /// <summary>Parses an address or a network (<c>10.0.0.0/8</c>); null when it is malformed or contains every address.</summary>
    public static IPNetwork? TryParse(string text)
    {
        if (text.Contains('/', StringComparison.Ordinal))
        {
            return IPNetwork.TryParse(text, out var network) && network.PrefixLength > 0 && network.ToString() == text ? network : null;
        }

        // Canonical spelling only: the parser reads 10.1 as 10.0.0.1.
        return IPAddress.TryParse(text, out var address) && address.ToString() == text
            ? new IPNetwork(address, address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128)
            : null;
    }
}
