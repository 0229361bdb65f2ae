using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Members.Tests.Cluster.Hosting;

/// <summary>Stands between two processes and does to their connections what networks do.</summary>
internal sealed class TcpProxy : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private readonly IPEndPoint _upstream;
    private readonly CancellationTokenSource _end = new();
    private readonly ConcurrentDictionary<ProxiedConnection, byte> _connections = new();
    private readonly Task _accepting;
    private long _fired;
    private volatile ProxyMode _mode = new ProxyMode.Pass();

    private TcpProxy(IPAddress listen, IPEndPoint upstream)
    {
        _listener = new TcpListener(listen, FreePort.Next(listen));
        _listener.Start();
        (_upstream, Address) = (upstream, (IPEndPoint)_listener.LocalEndpoint);
        _accepting = Accept();
    }

    /// <summary>Where it listens.</summary>
    public IPEndPoint Address { get; }

    /// <summary>How often the present mode has done something: a fault that never fired was none.</summary>
    public long FiredInMode => Volatile.Read(ref _fired);

    /// <summary>What it does from now on, also to connections that are open.</summary>
    public ProxyMode Mode
    {
        get => _mode;
        set
        {
            _mode = value;
            Volatile.Write(ref _fired, 0);
            if (value is ProxyMode.Reset)
            {
                Cut();
            }
        }
    }

    /// <summary>Starts one.</summary>
    public static TcpProxy Start(IPAddress listen, IPEndPoint upstream) => new(listen, upstream);

    /// <summary>Breaks all connections that are open.</summary>
    public void Cut()
    {
        foreach (var connection in _connections.Keys)
        {
            connection.Abort();
        }
    }

    /// <summary>Counts that the mode has done something.</summary>
    public void Fire() => Interlocked.Increment(ref _fired);

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        Cut();
        await _accepting;
        _end.Dispose();
    }

    private async Task Accept()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptSocketAsync(_end.Token);
                _ = Serve(client);
            }
        }
        catch (Exception over) when (over is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The end.
        }
    }

    private async Task Serve(Socket client)
    {
        using var connection = new ProxiedConnection(client, this);
        _connections.TryAdd(connection, 0);
        try
        {
            await connection.Run(_upstream, _end.Token);
        }
        finally
        {
            _connections.TryRemove(connection, out _);
        }
    }
}
