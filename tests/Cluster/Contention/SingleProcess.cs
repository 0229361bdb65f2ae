using Members.Tests.Cluster.Hosting;

namespace Members.Tests.Cluster.Contention;

/// <summary>The product as one process with a database of its own in its folder.</summary>
internal sealed class SingleProcess(string directory) : Node("single", new Loopback(), 0, directory)
{
    protected override IReadOnlyList<string> CommandLine() => ["dotnet", Repository.Silo];

    protected override IReadOnlyDictionary<string, string> Environment() => new Dictionary<string, string>(ClusterOptions.ForLoad)
    {
        ["Members__DataDirectory"] = Path.Combine(Folder, "data"),
    };
}
