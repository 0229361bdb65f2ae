using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Members.Tests.Cluster.Hosting;

/// <summary>Ports for processes that are about to start.</summary>
internal static class Free
{
    private static readonly HashSet<int> Given = [];
    private static readonly Lock Gate = new();

    /// <summary>A port below the range from which the system gives ports to others: it stays free until the process listens.</summary>
    public static int Port(IPAddress? address = null)
    {
        lock (Gate)
        {
            for (var port = RandomNumberGenerator.GetInt32(20_000, 30_000); ; port++)
            {
                if (Given.Contains(port) || !IsFree(address ?? IPAddress.Loopback, port))
                {
                    continue;
                }

                Given.Add(port);
                return port;
            }
        }
    }

    private static bool IsFree(IPAddress address, int port)
    {
        try
        {
            using var probe = new TcpListener(address, port);
            probe.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
