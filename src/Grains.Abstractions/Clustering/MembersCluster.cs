using System.Reflection;

namespace Members.Clustering;

/// <summary>The names by which silos and their clients find each other.</summary>
public static class MembersCluster
{
    /// <summary>Part of every stored row. If it changed, all members would be lost.</summary>
    public const string ServiceId = "members";

    /// <summary>The cluster id of a silo that runs alone.</summary>
    public const string SingleSiloClusterId = "single";

    /// <summary>The version of Members, such as <c>0.1.0</c>: of its packages, its processes and its API description alike.</summary>
    public static string Version { get; } = typeof(MembersCluster).Assembly
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    /// <summary>The cluster id of all silos on one database. It is not a setting, because each database is one cluster.</summary>
    public const string ClusterId = "members";
}
