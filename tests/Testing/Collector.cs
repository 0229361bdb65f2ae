using System.Collections.Concurrent;
using System.Net;
using System.Text;

namespace Members.Tests.Testing;

/// <summary>An OpenTelemetry collector that keeps what it is sent (OTLP over HTTP), one text for each message.</summary>
public sealed class Collector : IAsyncDisposable
{
    private readonly HttpListener _listener = new();
    private readonly ConcurrentQueue<string> _traces = new(), _metrics = new(), _logs = new();
    private readonly Task _serving;

    private Collector(string url)
    {
        Url = url;
        _listener.Prefixes.Add(url + "/");
        _listener.Start();
        _serving = Serve();
    }

    public string Url { get; }

    /// <summary>The settings of a process that sends to it at once.</summary>
    public IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>
    {
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = Url,
        ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
        ["OTEL_BSP_SCHEDULE_DELAY"] = "100",
        ["OTEL_BLRP_SCHEDULE_DELAY"] = "100",
        ["OTEL_METRIC_EXPORT_INTERVAL"] = "500",
    };

    /// <summary>The messages with spans. Bytes are characters, so that names and ids can be searched for.</summary>
    public IReadOnlyCollection<string> Traces => _traces;

    /// <summary>The messages with metrics.</summary>
    public IReadOnlyCollection<string> Metrics => _metrics;

    /// <summary>The messages with log lines.</summary>
    public IReadOnlyCollection<string> Logs => _logs;

    /// <summary>Everything that it was sent.</summary>
    public string Text => string.Concat(_traces.Concat(_metrics).Concat(_logs));

    /// <summary>Starts one.</summary>
    /// <param name="host">The address at which it listens; null for this machine alone.</param>
    public static Collector Start(IPAddress? host = null) => new($"http://{host ?? IPAddress.Loopback}:{FreePort.Next()}");

    /// <summary>A trace id as it stands in messages.</summary>
    /// <param name="hexadecimal">As it stands in responses.</param>
    public static string IdOf(string hexadecimal) => Encoding.Latin1.GetString(Convert.FromHexString(hexadecimal));

    public async ValueTask DisposeAsync()
    {
        _listener.Close();
        await _serving;
    }

    private ConcurrentQueue<string> Of(string path) => path switch
    {
        "/v1/traces" => _traces,
        "/v1/metrics" => _metrics,
        "/v1/logs" => _logs,
        _ => throw new InvalidOperationException($"Nothing is sent to {path}."),
    };

    private async Task Serve()
    {
        try
        {
            while (true)
            {
                var context = await _listener.GetContextAsync();
                using var reader = new StreamReader(context.Request.InputStream, Encoding.Latin1);
                Of(context.Request.Url!.AbsolutePath).Enqueue(await reader.ReadToEndAsync());
                context.Response.ContentType = "application/x-protobuf";
                context.Response.Close();
            }
        }
        catch (Exception closed) when (closed is HttpListenerException or ObjectDisposedException)
        {
            return;
        }
    }
}
