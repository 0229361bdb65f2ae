using System.Collections.Concurrent;
using Members.Tests.Cluster.Hosting;

namespace Members.Tests.Cluster.Rolling;

/// <summary>Asks all processes whether they are ready, as a load balancer does.</summary>
internal sealed class Readiness : IAsyncDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(200);
    private readonly ConcurrentDictionary<Endpoint, bool> _out = new();
    private readonly CancellationTokenSource _end = new();
    private readonly Task _probing;

    public Readiness(IEnumerable<Node> nodes) => _probing = Task.WhenAll(nodes.Select(Probe));

    /// <summary>Whether nothing is sent there.</summary>
    public bool IsOut(Endpoint endpoint) => _out.GetValueOrDefault(endpoint);

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _probing;
        _end.Dispose();
    }

    private async Task Probe(Node node)
    {
        while (!_end.IsCancellationRequested)
        {
            _out[node.Endpoint] = !await node.IsReady();
            await Task.Delay(Period, CancellationToken.None);
        }
    }
}
