namespace Members.Tests.Cluster.Hosting;

/// <summary>One cluster for all tests that leave it as whole as they found it: it takes a while to start.</summary>
public sealed class SharedCluster : IAsyncLifetime
{
    private ClusterUnderTest? _cluster;

    /// <summary>The cluster, with all its processes running and nothing in their way.</summary>
    internal async Task<ClusterUnderTest> Whole()
    {
        _cluster ??= await ClusterUnderTest.Start("shared", new ClusterOptions { DrainDelay = TimeSpan.FromSeconds(1) });
        _cluster.Mail.Fault = MailServerFault.None;
        foreach (var silo in _cluster.Silos)
        {
            silo.Database.Mode = new ProxyMode.Pass();
            await silo.Send(Signal.Continue);
        }

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

/// <summary>The tests that share it.</summary>
[CollectionDefinition(Name)]
public sealed class SharedClusterUsers : ICollectionFixture<SharedCluster>
{
    public const string Name = "shared cluster";
}
