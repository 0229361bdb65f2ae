namespace Members.Tests.Cluster.Hosting;

/// <summary>The shape of a cluster, and what its silos are set to.</summary>
internal sealed record ClusterOptions
{
    /// <summary>The API key.</summary>
    public const string Key = "an-operators-key-of-more-than-thirty-two-characters";

    /// <summary>What every silo under load is set to: the load tries as often as it likes.</summary>
    public static IReadOnlyDictionary<string, string> ForLoad { get; } = new Dictionary<string, string>
    {
        ["Members__BootstrapApiKey"] = Key,
        ["Members__BcryptCost"] = "4",
        ["Members__LoginAttempts"] = "1000000",
        ["Members__LoginAttemptsOfEveryone"] = "1000000",
        ["Members__SetPasswordMailsPerHour"] = "1000",
        ["Members__SetPasswordMailsPerHourOfSite"] = "1000000",
        ["Members__UniformAnswerAfter"] = "00:00:00.02",
    };

    public int Silos { get; init; } = 3;

    public int Gateways { get; init; } = 2;

    /// <summary>Whether every process sends its traces to <see cref="ClusterUnderTest.Collector"/>.</summary>
    public bool IsTraced { get; init; }

    /// <summary>For how long each process serves after it was told to stop.</summary>
    public TimeSpan DrainDelay { get; init; }
}
