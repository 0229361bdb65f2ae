namespace Members.Clustering;

/// <summary>The names under which silos and their clients find each other.</summary>
public static class MembersCluster
{
    /// <summary>Part of every stored row: it never changes, or every member would be gone.</summary>
    public const string ServiceId = "members";

    /// <summary>The cluster of a silo that runs alone.</summary>
    public const string SingleSiloClusterId = "single";

    /// <summary>The cluster of all silos on one database: a database is a cluster, so there is no second name to get wrong.</summary>
    public const string ClusterId = "members";
}
