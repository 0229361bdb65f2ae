namespace Members.Tests.Bench.Report;

/// <summary>A line of the table: one thing, measured at all who do it, beside its goal.</summary>
internal sealed record Row
{
    /// <summary>What was measured, with its unit.</summary>
    public required string What { get; init; }

    /// <summary>What the machine can do at best.</summary>
    public Series? Limit { get; init; }

    /// <summary>What the limit is.</summary>
    public string LimitIs { get; init; } = "";

    public Series? Identity { get; init; }

    public Series? BetterAuth { get; init; }

    public Series? Members { get; init; }

    /// <summary>What the goal is about; null when it is about the figure itself.</summary>
    public Series? Ratio { get; init; }

    public Goal? Goal { get; init; }

    /// <summary>What a reader must know, such as why something was not measured.</summary>
    public string Note { get; init; } = "";

    /// <summary>The figure that is held against the goal.</summary>
    public double? Judged => (Ratio ?? Members)?.Median;

    /// <summary>The word in the last column.</summary>
    public string Verdict => Judged is not { } figure || double.IsNaN(figure) ? "not measured"
        : Goal is null ? "" : Goal.IsMetBy(figure) ? "met" : "not met";
}
