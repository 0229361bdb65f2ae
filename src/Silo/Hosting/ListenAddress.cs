using System.Net;
using System.Net.Sockets;

namespace Members.Silo.Hosting;

/// <summary>The addresses to listen on, looked at before anything starts: a silo that has to stop again at once is slow and noisy.</summary>
internal static class ListenAddress
{
    /// <exception cref="StartupException">One of them is in use.</exception>
    public static void EnsureFree(string urls)
    {
        foreach (var url in urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (!Uri.TryCreate(url.Replace("//*", "//0.0.0.0", StringComparison.Ordinal).Replace("//+", "//0.0.0.0", StringComparison.Ordinal), UriKind.Absolute, out var uri))
            {
                throw new StartupException($"ASPNETCORE_URLS must hold addresses such as {MembersHost.DefaultUrl}, not '{url}'.");
            }

            var host = uri.Host == "localhost" ? IPAddress.Loopback : IPAddress.TryParse(uri.Host.Trim('[', ']'), out var ip) ? ip : IPAddress.Any;
            EnsureFree(new IPEndPoint(host, uri.Port), url);
        }
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
