using Members.Tests.Cluster.Load;

namespace Members.Tests.Cluster.Faults;

/// <summary>What came of one round with one fault.</summary>
internal sealed record RoundResult(string Fault, int Seed)
{
    /// <summary>Why the fault could not happen here.</summary>
    public string? NotRun { get; init; }

    /// <summary>What shows that the fault has happened.</summary>
    public string? Evidence { get; init; }

    /// <summary>Operations whose clients were answered 503, or late, or not at all.</summary>
    public int Held { get; init; }

    /// <summary>Changes that were acknowledged.</summary>
    public long Acknowledged { get; init; }

    /// <summary>Uses of credentials that were dead by then.</summary>
    public long DeadChecks { get; init; }

    /// <summary>The longest that a client waited who went to somebody not hit themselves.</summary>
    public TimeSpan Gap { get; init; }

    /// <summary>When the last request had trouble, counted as the limit is.</summary>
    public TimeSpan Recovered { get; init; }

    public Limit? Limit { get; init; }

    /// <summary>What must not be. More may be found later of what was left in doubt.</summary>
    public List<Violation> Violations { get; init; } = [];

    /// <summary>Acknowledged, and not so.</summary>
    public int Lost => Violations.Count(v => v.Invariant is "I2" or "I11");

    /// <summary>Dead credentials that were accepted.</summary>
    public int Stale => Violations.Count(v => v.Invariant is "I4" or "I5" or "I8");

    public bool IsInTime => Limit is null || Recovered <= Limit.Within;

    public string Verdict => NotRun is not null ? $"not run: {NotRun}"
        : Violations.Count > 0 ? "VIOLATED"
        : Evidence is null ? "no result"
        : IsInTime ? "held" : "TOO LONG";

    public bool IsGood => Verdict == "held" || (Verdict == "TOO LONG" && Recovered <= Limit!.Within * Phases.Slack);
}
