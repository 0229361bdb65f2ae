namespace Members.Tests.Cluster.Hosting;

/// <summary>The product as it is deployed: a database, silos, gateways and a mail server, each a process of its own.</summary>
internal sealed class ClusterUnderTest : IAsyncDisposable
{
    private const int Stopped = 0, Killed = 128 + 9;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60), Period = TimeSpan.FromMilliseconds(200);
    private readonly SemaphoreSlim _starting = new(1);
    private readonly List<SiloProcess> _silos = [];
    private readonly List<GatewayProcess> _gateways = [];

    private ClusterUnderTest(INetwork network, PostgresServer postgres, string directory)
    {
        (Network, Postgres, LogFolder) = (network, postgres, directory);
        Mail = MailServer.Start(new MailServerOptions { Address = network.Host });
        Collector = Collector.Start(network.Host);
    }

    public INetwork Network { get; }

    public PostgresServer Postgres { get; }

    public MailServer Mail { get; }

    /// <summary>Where the traces go.</summary>
    public Collector Collector { get; }

    /// <summary>Where the logs of all processes are.</summary>
    public string LogFolder { get; }

    public IReadOnlyList<SiloProcess> Silos => _silos;

    public IReadOnlyList<GatewayProcess> Gateways => _gateways;

    public IEnumerable<Node> Nodes => [.. _silos, .. _gateways];

    /// <summary>Every place at which the API is served.</summary>
    public IReadOnlyList<Endpoint> Endpoints => [.. Nodes.Select(n => n.Endpoint)];

    /// <summary>Starts one and waits until all of it is ready.</summary>
    /// <param name="name">Of the run; the logs are kept under it.</param>
    /// <param name="options">Its shape.</param>
    public static async Task<ClusterUnderTest> Start(string name, ClusterOptions? options = null)
    {
        options ??= new ClusterOptions();
        var directory = Runs.Folder(name);
        INetwork network = await Machines.TryMake(options.Silos + options.Gateways) is { } machines ? machines : new Loopback();
        var cluster = new ClusterUnderTest(network, await PostgresServer.Start(), directory);
        try
        {
            await cluster.Start(options);
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>How many silos were declared dead by the others and have ended.</summary>
    public int Evicted { get; private set; }

    /// <summary>Whether the other silos count it as one of them.</summary>
    public async Task<bool> IsMember(SiloProcess silo) =>
        (await Postgres.Query("SELECT 1 FROM MembershipEntry WHERE Port = @port AND Status = 3", ("@port", silo.Port))).Count > 0;

    /// <summary>Starts whoever has ended, and waits until every process is ready and every silo a member.</summary>
    /// <exception cref="InvalidOperationException">A process has ended that was neither told to, nor killed, nor evicted.</exception>
    public Task Restore() => Eventually.Holds(
        async () =>
        {
            await StartEnded();

            // A silo that was declared dead while it stood still learns of it only when it next reads the table, and takes two more
            // seconds to end. Until then it is ready. Whoever counts on it has one silo less than they think, and nobody starts it.
            return (await Task.WhenAll(Nodes.Select(n => n.IsReady()))).All(isReady => isReady)
                && (await Task.WhenAll(_silos.Select(IsMember))).All(isMember => isMember);
        },
        "the cluster is ready",
        Patience);

    /// <summary>Starts whoever ends, as a restart policy does, for as long as something goes on.</summary>
    public async Task Supervise(Task whatGoesOn)
    {
        while (await Task.WhenAny(whatGoesOn, Task.Delay(Period)) != whatGoesOn)
        {
            await StartEnded();
        }

        await whatGoesOn;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in Nodes)
        {
            await node.DisposeAsync();
        }

        foreach (var way in _silos.Select(s => s.Database).Concat(_gateways.Select(g => g.Database)))
        {
            await way.DisposeAsync();
        }

        if (File.Exists(Postgres.Log))
        {
            File.Copy(Postgres.Log, Path.Combine(LogFolder, "postgres.log"), overwrite: true);
        }

        await Mail.DisposeAsync();
        await Collector.DisposeAsync();
        await Postgres.DisposeAsync();
        await Network.DisposeAsync();
        _starting.Dispose();
    }

    private async Task StartEnded()
    {
        await _starting.WaitAsync();
        try
        {
            foreach (var node in Nodes.Where(n => !n.IsRunning))
            {
                var wasEvicted = node.WasEvicted;
                Evicted += wasEvicted ? 1 : 0;
                if (!wasEvicted && node.ExitCode is not Stopped and not Killed)
                {
                    throw new InvalidOperationException($"{node.Name} has ended with {node.ExitCode}: {node.Log}");
                }

                await node.Launch();
            }
        }
        finally
        {
            _starting.Release();
        }
    }

    private async Task Start(ClusterOptions options)
    {
        IReadOnlyDictionary<string, string> tracing = options.IsTraced ? Collector.Settings : new Dictionary<string, string>();
        for (var silo = 0; silo < options.Silos; silo++)
        {
            _silos.Add(new SiloProcess(silo, options, Network, Postgres, Mail, LogFolder) { Extra = tracing });
        }

        await Task.WhenAll(_silos.Select(s => s.Start()));
        for (var gateway = 0; gateway < options.Gateways; gateway++)
        {
            _gateways.Add(new GatewayProcess(gateway, options, Network, Postgres, LogFolder) { Extra = tracing });
        }

        await Task.WhenAll(_gateways.Select(g => g.Start()));
    }
}
