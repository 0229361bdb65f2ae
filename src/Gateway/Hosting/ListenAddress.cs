using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace Members.Gateway.Hosting;

/// <summary>Checks the addresses to listen on before anything starts: stopping a silo that has just started is slow and noisy.</summary>
internal static class ListenAddress
{
    /// <summary>An address such as the setting holds, and the one on which a silo listens without it.</summary>
    public const string Example = "http://127.0.0.1:5080";

    /// <summary>Why the server could not listen on one of the addresses, in a sentence; null when it can.</summary>
    /// <param name="urls">The addresses, with semicolons between them.</param>
    public static string? Fault(string urls) => urls
        .Split(';', StringSplitOptions.RemoveEmptyEntries)
        .Select(url => Parse(url) is { } address
            ? Fault(url, address)
            : $"ASPNETCORE_URLS must hold addresses such as {Example}, not '{url}'.")
        .FirstOrDefault(fault => fault is not null);

    /// <summary>Whether one of the addresses has a port.</summary>
    public static bool HasPort(string urls, int port) => urls
        .Split(';', StringSplitOptions.RemoveEmptyEntries)
        .Any(url => Parse(url) is { IsUnixPipe: false } address && address.Port == port);

    /// <summary>Whether the server could not listen after all: another process took the address after the check.</summary>
    public static bool IsTaken(Exception fault) => fault is IOException { InnerException: AddressInUseException };

    // As the server reads them.
    private static BindingAddress? Parse(string url)
    {
        try
        {
            var address = BindingAddress.Parse(url);
            return address.Scheme.ToUpperInvariant() is "HTTP" or "HTTPS" && (address.IsUnixPipe || IsHost(address)) ? address : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    // What is no port stays at the end of the host.
    private static bool IsHost(BindingAddress address) =>
        address.Port is >= IPEndPoint.MinPort and <= IPEndPoint.MaxPort
        && (IPAddress.TryParse(address.Host, out _) || (address.Host.Length > 0 && !address.Host.Contains(':', StringComparison.Ordinal)));

    private static string? Fault(string url, BindingAddress address) => address switch
    {
        _ when !address.Scheme.Equals("http", StringComparison.OrdinalIgnoreCase) =>
            $"ASPNETCORE_URLS names {url}, but Members speaks http only. Put a proxy with TLS in front of it.",
        { PathBase.Length: > 0 } =>
            $"ASPNETCORE_URLS names {url}; it must end after the port. The path belongs into Members__PublicBaseUrl.",
        { IsUnixPipe: true } => UnixSocketFile.Fault(address.UnixPipePath),
        { Port: 0 } when IsLocalhost(address) =>
            $"ASPNETCORE_URLS names {url}; write http://127.0.0.1:0 for a port that the system chooses.",
        _ => Fault(url, Endpoints(address), "ASPNETCORE_URLS"),
    };

    private static bool IsLocalhost(BindingAddress address) => address.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase);

    // What the server makes of a name: both loopback addresses of localhost, and every address of the machine for any other.
    private static IPEndPoint[] Endpoints(BindingAddress address) =>
        IsLocalhost(address) ? [new(IPAddress.Loopback, address.Port), new(IPAddress.IPv6Loopback, address.Port)]
        : IPAddress.TryParse(address.Host, out var single) ? [new(single, address.Port)]
        : [new(IPAddress.IPv6Any, address.Port), new(IPAddress.Any, address.Port)];

    /// <summary>Why nothing could listen on an address, in a sentence; null when it can.</summary>
    /// <param name="url">The address.</param>
    /// <param name="endpoints">What it stands for. One of two may be missing: a machine without IPv6 listens on the other one.</param>
    /// <param name="setting">The setting that names it.</param>
    public static string? Fault(string url, IPEndPoint[] endpoints, string setting)
    {
        SocketException? unusable = null;
        var usable = 0;
        foreach (var endpoint in endpoints)
        {
            try
            {
                using var probe = SocketTransportOptions.CreateDefaultBoundListenSocket(endpoint);
                probe.Listen();
                usable++;
            }
            catch (SocketException fault) when (fault.SocketErrorCode == SocketError.AddressAlreadyInUse)
            {
                return $"The address {url} is in use by another process. Set {setting} to another one.";
            }
            catch (SocketException fault)
            {
                unusable = fault;
            }
        }

        return usable > 0 ? null : $"The address {url} cannot be used: {unusable!.Message}. Set {setting} to another one.";
    }
}
