using Members.Tests.Http.Hosting;

namespace Members.Tests.Http.Telemetry;

/// <summary>A server that shows its metrics to Prometheus and sends nothing.</summary>
public sealed class MeasuredServer : SharedServer
{
    private readonly int _port = FreePort.Next();

    /// <summary>Where it shows them.</summary>
    internal string Url => $"http://127.0.0.1:{_port}";

    /// <summary>What it shows.</summary>
    internal async Task<Exposition> Scrape()
    {
        using var prometheus = new HttpClient();
        return Exposition.Parse(await prometheus.GetStringAsync($"{Url}/metrics"));
    }

    private protected override Task<MembersServer> Start() => MembersServer.Start([("Members:MetricsPort", $"{_port}")]);
}
