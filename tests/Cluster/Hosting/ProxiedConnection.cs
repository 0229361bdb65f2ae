using System.Net;
using System.Net.Sockets;

namespace Members.Tests.Cluster.Hosting;

/// <summary>One connection through a proxy.</summary>
internal sealed class ProxiedConnection(Socket client, TcpProxy proxy) : IDisposable
{
    private static readonly TimeSpan Blink = TimeSpan.FromMilliseconds(20);
    private readonly Socket _server = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly CancellationTokenSource _broken = new();

    // Set while a request is on its way whose answer must not come back.
    private volatile ProxyMode.DropAnswer? _dropping;

    /// <summary>Passes on in both directions until one side ends it.</summary>
    public async Task Run(IPEndPoint upstream, CancellationToken end)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(end, _broken.Token);
        try
        {
            client.NoDelay = true;
            await Permit(over.Token);
            await _server.ConnectAsync(upstream, over.Token);
            await Task.WhenAny(Pump(client, _server, Requested, over.Token), Pump(_server, client, Answered, over.Token));
        }
        catch (Exception broken) when (broken is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // One side is gone; the other is told below.
        }
        finally
        {
            await _broken.CancelAsync();
        }
    }

    /// <summary>Breaks it: both sides see a reset.</summary>
    public void Abort()
    {
        try
        {
            client.LingerState = _server.LingerState = new LingerOption(true, 0);
            _broken.Cancel();
        }
        catch (Exception over) when (over is ObjectDisposedException or SocketException)
        {
            // It has ended by itself.
        }
    }

    public void Dispose()
    {
        client.Dispose();
        _server.Dispose();
        _broken.Dispose();
    }

    private async Task Pump(Socket from, Socket to, Func<ReadOnlyMemory<byte>, bool> passes, CancellationToken over)
    {
        try
        {
            var buffer = new byte[64 * 1024];
            for (int count; (count = await from.ReceiveAsync(buffer, over)) > 0;)
            {
                await Permit(over);
                if (passes(buffer.AsMemory(0, count)))
                {
                    await to.SendAsync(buffer.AsMemory(0, count), over);
                }
            }
        }
        catch (Exception broken) when (broken is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // As above.
        }
    }

    // Holds up what is about to pass for as long as the mode says.
    private async Task Permit(CancellationToken over)
    {
        if (proxy.Mode is ProxyMode.Delay delay)
        {
            proxy.Fire();
            await Task.Delay(delay.By, over);
        }

        if (proxy.Mode is ProxyMode.Reset)
        {
            proxy.Fire();
            Abort();
            over.ThrowIfCancellationRequested();
        }

        if (proxy.Mode is ProxyMode.Blackhole)
        {
            proxy.Fire();
        }

        while (proxy.Mode is ProxyMode.Blackhole)
        {
            await Task.Delay(Blink, over);
        }
    }

    private bool Requested(ReadOnlyMemory<byte> bytes)
    {
        if (proxy.Mode is ProxyMode.DropAnswer drop && bytes.Span.IndexOf(drop.Request) >= 0 && Random.Shared.NextDouble() < drop.Share)
        {
            _dropping = drop;
        }

        return true;
    }

    private bool Answered(ReadOnlyMemory<byte> bytes)
    {
        if (_dropping is not { } drop)
        {
            return true;
        }

        // Not before the server has finished: what is lost is the answer, not the work.
        if (bytes.Span.EndsWith(drop.AnswerEnd))
        {
            proxy.Fire();
            Abort();
        }

        return false;
    }
}
