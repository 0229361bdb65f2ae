using System.Net;
using System.Net.Sockets;

namespace Members.Silo.Hosting;

/// <summary>Checks the addresses to listen on before anything starts: stopping a silo that has just started is slow and noisy.</summary>
internal static class ListenAddress
{
    /// <exception cref="StartupException">One of them is in use.</exception>
    public static void EnsureFree(string urls)
    {
        foreach (var url in urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (!Uri.TryCreate(WithoutWildcard(url), UriKind.Absolute, out var uri))
            {
                throw new StartupException($"ASPNETCORE_URLS must hold addresses such as {MembersHost.DefaultUrl}, not '{url}'.");
            }

            EnsureFree(new IPEndPoint(HostOf(uri), uri.Port), url);
        }
    }

    private static string WithoutWildcard(string url) =>
        url.Replace("//*", "//0.0.0.0", StringComparison.Ordinal).Replace("//+", "//0.0.0.0", StringComparison.Ordinal);

    private static IPAddress HostOf(Uri uri)
    {
        if (uri.Host == "localhost")
        {
            return IPAddress.Loopback;
        }

        return IPAddress.TryParse(uri.Host.Trim('[', ']'), out var address) ? address : IPAddress.Any;
    }

    private static void EnsureFree(IPEndPoint endpoint, string url)
    {
        try
        {
            using var probe = new TcpListener(endpoint);
            probe.Start();
        }
        catch (SocketException fault) when (fault.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            throw new StartupException($"The address {url} is in use by another process. Set ASPNETCORE_URLS to another one.", fault);
        }
        catch (SocketException fault)
        {
            throw new StartupException($"The address {url} cannot be used: {fault.Message}. Set ASPNETCORE_URLS to another one.", fault);
        }
    }
}
