using Members.Tests.Cluster.Load;

namespace Members.Tests.Cluster.Faults;

/// <summary>What came of one round with one fault.</summary>
internal sealed record RoundResult(string Fault, int Seed)
{
    /// <summary>Why the fault cannot be made here.</summary>
    public string? NotRun { get; init; }

    /// <summary>What shows that the fault has happened.</summary>
    public string? Evidence { get; init; }

    /// <summary>Requests of the load, and operations in the histories of addresses.</summary>
    public long Operations { get; init; }

    /// <summary>Operations whose clients were answered 503, or late, or not at all.</summary>
    public int Delayed { get; init; }

    /// <summary>Changes that were acknowledged.</summary>
    public long Acknowledged { get; init; }

    /// <summary>Uses of credentials that were dead by then.</summary>
    public long DeadChecks { get; init; }

    /// <summary>The longest that a client waited for somebody who was not hit.</summary>
    public TimeSpan LongestWait { get; init; }

    /// <summary>When requests were answered as always again, counted as the limit is.</summary>
    public TimeSpan Recovered { get; init; }

    public Limit? Limit { get; init; }

    /// <summary>Silos that the others declared dead.</summary>
    public int Evicted { get; init; }

    /// <summary>How long the round took, with its checks.</summary>
    public TimeSpan Took { get; init; }

    /// <summary>What must never happen. More may be found at the end.</summary>
    public List<Violation> Violations { get; init; } = [];

    /// <summary>Changes that were acknowledged and are lost.</summary>
    public int Lost => Violations.Count(v => v.Invariant is "I2" or "I11");

    /// <summary>Dead credentials that were accepted.</summary>
    public int Stale => Violations.Count(v => v.Invariant is "I4" or "I5" or "I8" or "I17");

    public bool IsInTime => Limit is null || Recovered <= Limit.Within;

    public string Verdict => NotRun is not null ? $"not run: {NotRun}"
        : Violations.Count > 0 ? "VIOLATED"
        : Evidence is null ? "no result"
        : IsInTime ? "held" : "TOO LONG";

    public bool IsGood => Verdict == "held" || (Verdict == "TOO LONG" && Recovered <= Limit!.Within * RunOptions.Slack);
}
