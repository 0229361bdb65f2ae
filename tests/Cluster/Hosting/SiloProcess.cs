using System.Globalization;

namespace Members.Tests.Cluster.Hosting;

/// <summary>A silo with the HTTP API in its own process, on its own machine and with its own way to the database.</summary>
internal sealed class SiloProcess : Node
{
    private readonly ClusterOptions _options;
    private readonly INetwork _network;
    private readonly string _connection;
    private readonly MailServer _mail;

    public SiloProcess(int machine, ClusterOptions options, INetwork network, PostgresServer postgres, MailServer mail, string directory)
        : base($"silo{machine + 1}", network, machine, directory)
    {
        (_options, _network, _mail) = (options, network, mail);
        Database = TcpProxy.Start(network.Host, postgres.Address);
        _connection = PostgresServer.ConnectionString(Database.Address);
    }

    /// <summary>The port for other silos.</summary>
    public int Port { get; } = FreePort.Next();

    /// <summary>The port for gateways.</summary>
    public int GatewayPort { get; } = FreePort.Next();

    /// <summary>What is between it and the database.</summary>
    public TcpProxy Database { get; }

    protected override IReadOnlyList<string> CommandLine() => [.. _network.On(Machine), "dotnet", Version.Silo];

    protected override IReadOnlyDictionary<string, string> Environment() => new Dictionary<string, string>(ClusterOptions.ForLoad)
    {
        ["Members__Database"] = _connection,
        ["Members__AdvertisedAddress"] = _network.Of(Machine).ToString(),
        ["Members__SiloPort"] = Port.ToString(CultureInfo.InvariantCulture),
        ["Members__OrleansGatewayPort"] = GatewayPort.ToString(CultureInfo.InvariantCulture),
        ["Members__DataDirectory"] = Folder,
        ["Members__DrainDelay"] = _options.DrainDelay.ToString("c", CultureInfo.InvariantCulture),
        ["Members__PublicBaseUrl"] = "https://members.example.org",
        ["Members__Mail__Host"] = _mail.Address.Address.ToString(),
        ["Members__Mail__Port"] = _mail.Address.Port.ToString(CultureInfo.InvariantCulture),
        ["Members__Mail__Security"] = "None",
    };
}
