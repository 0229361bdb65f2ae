namespace Members.Tests.Cluster.Contention;

/// <summary>How much a workload does, and how patient its clients are.</summary>
internal sealed record WorkloadOptions
{
    /// <summary>How many clients there are at a time.</summary>
    public int Clients { get; init; } = 8;

    public int Operations { get; init; } = 200;

    /// <summary>How long a client offers a request that nobody takes and, once the faults are over, waits for a definite answer.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a client waits after no definite answer. Without it a fault makes nothing but unknown results.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromMilliseconds(250);

    public TimeProvider Time { get; init; } = TimeProvider.System;
}
