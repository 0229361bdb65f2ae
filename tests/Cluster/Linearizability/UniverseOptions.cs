namespace Members.Tests.Cluster.Linearizability;

/// <summary>How much a universe does, and how patiently.</summary>
internal sealed record UniverseOptions
{
    /// <summary>How many clients there are at a time.</summary>
    public int Clients { get; init; } = 8;

    /// <summary>How many operations the load has.</summary>
    public int Operations { get; init; } = 200;

    /// <summary>How long a request may take before its outcome is unknown.</summary>
    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>For how long a request is offered that nobody takes and, once the faults are over, for how long there may be no answer that says.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// How long a client waits after it got no answer that says, as one should; without it a fault would make nothing
    /// but unknown operations.
    /// </summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>The connections, when they are not to be real ones.</summary>
    public HttpMessageHandler? Handler { get; init; }
}
