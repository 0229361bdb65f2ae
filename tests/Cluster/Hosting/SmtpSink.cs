using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Members.Tests.Cluster.Hosting;

/// <summary>A mail that has arrived.</summary>
/// <param name="To">For whom.</param>
/// <param name="Content">Header and body.</param>
/// <param name="At">When it was accepted.</param>
internal sealed record ArrivedMail(string To, string Content, DateTimeOffset At)
{
    /// <summary>Which mail it is: the same when it was sent twice.</summary>
    public string Id => Content.Split("\r\n").FirstOrDefault(l => l.StartsWith("Message-Id:", StringComparison.OrdinalIgnoreCase)) ?? "";
}

/// <summary>How the mail server behaves.</summary>
internal enum SmtpBehaviour
{
    /// <summary>It takes every mail.</summary>
    Accepts,

    /// <summary>It breaks every connection.</summary>
    Away,

    /// <summary>It takes the mail in and never says whether it will deliver it; it will not.</summary>
    Hangs,
}

/// <summary>The world's mail server: takes every mail and keeps it in memory.</summary>
internal sealed class SmtpSink : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private readonly CancellationTokenSource _end = new();
    private readonly ConcurrentQueue<ArrivedMail> _mails = new();
    private readonly ConcurrentDictionary<string, ConcurrentStack<ArrivedMail>> _arrived = new(StringComparer.OrdinalIgnoreCase);
    private long _turnedAway;
    private volatile SmtpBehaviour _behaviour;

    private SmtpSink(IPAddress address)
    {
        _listener = new TcpListener(address, Free.Port(address));
        _listener.Start();
        _ = Accept();
    }

    public IPEndPoint Address => (IPEndPoint)_listener.LocalEndpoint;

    public SmtpBehaviour Behaviour
    {
        get => _behaviour;
        set => _behaviour = value;
    }

    /// <summary>How many mails it has not taken.</summary>
    public long TurnedAway => Volatile.Read(ref _turnedAway);

    /// <summary>All mails so far.</summary>
    public IReadOnlyCollection<ArrivedMail> Mails => _mails;

    public static SmtpSink Start(IPAddress address) => new(address);

    /// <summary>The mails to an address, the newest first.</summary>
    public IEnumerable<ArrivedMail> To(string address) => _arrived.GetValueOrDefault(address) ?? Enumerable.Empty<ArrivedMail>();

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        _end.Dispose();
    }

    private async Task Accept()
    {
        try
        {
            while (true)
            {
                _ = Serve(await _listener.AcceptTcpClientAsync(_end.Token), _end.Token);
            }
        }
        catch (Exception over) when (over is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The end.
        }
    }

    private async Task Serve(TcpClient client, CancellationToken end)
    {
        try
        {
            using var connection = client;
            if (_behaviour == SmtpBehaviour.Away)
            {
                Interlocked.Increment(ref _turnedAway);
                return;
            }

            await using var stream = client.GetStream();
            using var reader = new StreamReader(stream, Encoding.Latin1);
            await using var writer = new StreamWriter(stream, Encoding.ASCII) { NewLine = "\r\n", AutoFlush = true };
            await Converse(reader, writer, end);
        }
        catch (Exception broken) when (broken is IOException or OperationCanceledException or ObjectDisposedException or SocketException)
        {
            // The other side has gone.
        }
    }

    private async Task Converse(StreamReader reader, StreamWriter writer, CancellationToken end)
    {
        var to = "";
        await writer.WriteLineAsync("220 sink ESMTP");
        while (await reader.ReadLineAsync(end) is { } line)
        {
            var verb = line.Split(' ', ':')[0].ToUpperInvariant();
            if (verb == "DATA")
            {
                await writer.WriteLineAsync("354 go on");
                await Take(to, await Content(reader, end), end);
            }

            if (verb == "RCPT")
            {
                to = line[(line.IndexOf('<', StringComparison.Ordinal) + 1)..line.LastIndexOf('>')];
            }

            await writer.WriteLineAsync(verb == "QUIT" ? "221 bye" : "250 fine");
        }
    }

    private async Task Take(string to, string content, CancellationToken end)
    {
        if (_behaviour == SmtpBehaviour.Hangs)
        {
            Interlocked.Increment(ref _turnedAway);
            await Task.Delay(Timeout.Infinite, end);
        }

        var mail = new ArrivedMail(to, content, TimeProvider.System.GetUtcNow());
        _mails.Enqueue(mail);
        _arrived.GetOrAdd(to, _ => []).Push(mail);
    }

    private static async Task<string> Content(StreamReader reader, CancellationToken end)
    {
        var content = new StringBuilder();
        while (await reader.ReadLineAsync(end) is { } line && line != ".")
        {
            content.Append(line.StartsWith('.') ? line[1..] : line).Append("\r\n");
        }

        return content.ToString();
    }
}
