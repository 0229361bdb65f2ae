namespace Members.Tests.Cluster.Hosting;

/// <summary>One cluster for all tests that leave it as whole as they found it: it takes a while to start.</summary>
public sealed class SharedCluster : IAsyncLifetime
{
    private ClusterUnderTest? _cluster;

    /// <summary>The cluster, with all its processes running and nothing in their way.</summary>
    internal async Task<ClusterUnderTest> Whole()
    {
        _cluster ??= await ClusterUnderTest.Start("shared", new ClusterOptions { Settings = Settings, DrainDelay = TimeSpan.FromSeconds(2) });
        _cluster.Mail.Behaviour = SmtpBehaviour.Accepts;
        foreach (var silo in _cluster.Silos)
        {
            silo.Database.Mode = new ProxyMode.Pass();
            await silo.Send(Signal.Cont);
        }

        await Task.WhenAll(_cluster.Nodes.Where(n => !n.IsRunning).Select(n => n.Start()));
        await _cluster.Ready();
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

    private static Dictionary<string, string> Settings => new()
    {
        // In the short form an address that dead work keeps is free sooner: the round need not wait a minute for it.
        ["Members__ClaimLifetime"] = Faults.Phases.IsSoak ? "00:00:30" : "00:00:10",
    };
}

/// <summary>The tests that share it.</summary>
[CollectionDefinition(Name)]
public sealed class SharedClusterUsers : ICollectionFixture<SharedCluster>
{
    public const string Name = "shared cluster";
}
