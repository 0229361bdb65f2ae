namespace Members.Clustering;

/// <summary>The names under which silos and their clients find each other.</summary>
public static class MembersCluster
{
    /// <summary>Part of every stored row: it never changes, or every member would be gone.</summary>
    public const string ServiceId = "members";

    /// <summary>The cluster of a single process.</summary>
    public const string SingleProcess = "single";
}
