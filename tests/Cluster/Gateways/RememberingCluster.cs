using Members.Tests.Cluster.Hosting;

namespace Members.Tests.Cluster.Gateways;

/// <summary>Two silos and two gateways that remember session checks.</summary>
public sealed class RememberingCluster : IAsyncLifetime
{
    private ClusterUnderTest? _cluster;

    /// <summary>The cluster, with all its processes running and each gateway answering from memory.</summary>
    internal async Task<ClusterUnderTest> Whole()
    {
        _cluster ??= await ClusterUnderTest.Start("gateways", new ClusterOptions { Silos = 2, Gateways = 2 });
        await _cluster.Restore();
        return _cluster;
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        if (_cluster is not null)
        {
            await _cluster.DisposeAsync();
        }
    }
}
