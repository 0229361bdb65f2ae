using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Members.Tests.Testing;

/// <summary>TCP ports for servers that are about to start.</summary>
public static class FreePort
{
    private static readonly HashSet<int> Given = [];
    private static readonly Lock Gate = new();

    /// <summary>
    /// A port that stays free until the server listens: below the range from which the system takes ports for connections, and given
    /// to nobody else in this process.
    /// </summary>
    public static int Next(IPAddress? address = null)
    {
        lock (Gate)
        {
            for (var port = RandomNumberGenerator.GetInt32(20_000, 30_000); ; port++)
            {
                if (!Given.Contains(port) && IsFree(address ?? IPAddress.Loopback, port))
                {
                    Given.Add(port);
                    return port;
                }
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
