using System.Globalization;
using System.Net;

namespace Members.Tests.Cluster.Hosting;

/// <summary>The HTTP API in a process without a silo.</summary>
internal sealed class GatewayProcess(int number, ClusterOptions options, PostgresServer postgres, string directory)
    : Node($"gateway{number + 1}", IPAddress.Loopback, directory)
{
    protected override IReadOnlyList<string> CommandLine() => ["dotnet", Version.Gateway];

    protected override IReadOnlyDictionary<string, string> Environment() => new Dictionary<string, string>
    {
        ["Members__UniformAnswerAfter"] = "00:00:00.02",
        ["Members__Database"] = PostgresServer.ConnectionString(postgres.Address),
        ["Members__DrainDelay"] = options.DrainDelay.ToString("c", CultureInfo.InvariantCulture),
    };
}
