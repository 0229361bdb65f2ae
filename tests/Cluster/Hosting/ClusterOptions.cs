namespace Members.Tests.Cluster.Hosting;

/// <summary>The shape of a cluster, and what its silos are set to.</summary>
internal sealed record ClusterOptions
{
    /// <summary>The API key.</summary>
    public const string Key = "an-operators-key-of-more-than-thirty-two-characters";

    public int Silos { get; init; } = 3;

    public int Gateways { get; init; } = 2;

    /// <summary>For how long each process serves after it was told to stop.</summary>
    public TimeSpan DrainDelay { get; init; }

    /// <summary>Further settings of the silos.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();
}
