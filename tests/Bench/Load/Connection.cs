using System.Net;
using System.Net.Sockets;

namespace Members.Tests.Bench.Load;

/// <summary>
/// A connection with keep-alive whose calls block. On loopback that costs the machine, which it shares with the server, a third of what
/// HttpClient costs it.
/// </summary>
/// <param name="port">The server's port on this machine.</param>
/// <param name="patience">How long an answer may take.</param>
internal sealed class Connection(int port, TimeSpan patience) : IDisposable
{
    private readonly byte[] _buffer = new byte[1 << 20];
    private Socket? _socket;

    /// <summary>Sends a request and waits for all of the response.</summary>
    /// <exception cref="SocketException">There is no answer, also for want of time.</exception>
    public Response Send(ReadOnlySpan<byte> request)
    {
        var socket = _socket ??= Open();
        try
        {
            socket.Send(request);
            var received = 0;
            while (true)
            {
                var read = received == _buffer.Length ? 0 : socket.Receive(_buffer.AsSpan(received));
                if (read == 0)
                {
                    throw new SocketException((int)SocketError.ConnectionReset);
                }

                received += read;
                if (ResponseReader.TryRead(_buffer.AsSpan(0, received), out var response))
                {
                    if (response.Closes)
                    {
                        Dispose();
                    }

                    return response;
                }
            }
        }
        catch (SocketException)
        {
            Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        _socket?.Dispose();
        _socket = null;
    }

    private Socket Open()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)
        {
            NoDelay = true,
            ReceiveTimeout = (int)patience.TotalMilliseconds,
        };
        socket.Connect(IPAddress.Loopback, port);
        return socket;
    }
}
