using System.Globalization;

namespace Members.Tests.Cluster.Hosting;

/// <summary>The HTTP API in a process without a silo, on its own machine.</summary>
internal sealed class GatewayProcess : Node
{
    private readonly int _number;
    private readonly ClusterOptions _options;
    private readonly INetwork _network;

    public GatewayProcess(int number, ClusterOptions options, INetwork network, PostgresServer postgres, string directory)
        : base($"gateway{number + 1}", network, options.Silos + number, directory)
    {
        (_number, _options, _network) = (number, options, network);
        Database = TcpProxy.Start(network.Host, postgres.Address);
    }

    /// <summary>What is between it and the database.</summary>
    public TcpProxy Database { get; }

    // The program of the silos is a gateway too, and is the one in the packages and the image.
    protected override IReadOnlyList<string> CommandLine() =>
        [.. _network.On(Machine), "dotnet", .. IsOfSilos ? [Version.Silo, "gateway"] : new[] { Version.Gateway }];

    // The others are the program that is a gateway alone.
    private bool IsOfSilos => _number == 0 && Version == ProductVersion.Current;

    protected override IReadOnlyDictionary<string, string> Environment() => new Dictionary<string, string>
    {
        ["Members__UniformAnswerAfter"] = "00:00:00.02",
        ["Members__Database"] = PostgresServer.ConnectionString(Database.Address),
        ["Members__DrainDelay"] = _options.DrainDelay.ToString("c", CultureInfo.InvariantCulture),
    };
}
