using System.Globalization;
using Members.Tests.Bench.Machine;

namespace Members.Tests.Bench.Targets;

/// <summary>Several silos on one database.</summary>
internal sealed class Cluster : IAsyncDisposable
{
    private readonly List<MembersTarget> _silos = [];
    private MembersTarget? _gateway;

    private Cluster(string connection) => Connection = connection;

    public IReadOnlyList<MembersTarget> Silos => _silos;

    /// <summary>How a program of .NET connects to its database.</summary>
    public string Connection { get; }

    /// <summary>Starts one.</summary>
    /// <param name="database">The server, where it gets a database of its own.</param>
    /// <param name="silos">How many silos.</param>
    public static async Task<Cluster> Start(Database database, int silos)
    {
        var cluster = new Cluster(database.ConnectionString(await database.New("cluster")));
        try
        {
            // The first makes the schema, so that the others do not wait for each other.
            cluster._silos.Add(await StartSilo("silo 1", cluster.Connection, 4));
            var others = Enumerable.Range(2, silos - 1).Select(n => StartSilo($"silo {n}", cluster.Connection, 4));
            cluster._silos.AddRange(await Task.WhenAll(others));
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts a silo that can have others beside it.</summary>
    public static Task<MembersTarget> StartSilo(string name, string connection, int cost) => MembersTarget.Start(
        name, cost,
        new Dictionary<string, string>
        {
            ["Members__Database"] = connection,
            ["Members__SiloPort"] = FreePort.Next().ToString(CultureInfo.InvariantCulture),
            ["Members__OrleansGatewayPort"] = FreePort.Next().ToString(CultureInfo.InvariantCulture),
        });

    /// <summary>Starts a gateway without a silo.</summary>
    public async Task<MembersTarget> AddGateway() => _gateway = await MembersTarget.StartGateway(Connection);

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _silos.Append(_gateway).OfType<MembersTarget>())
        {
            await process.DisposeAsync();
        }
    }
}
