namespace Members.Tests.Cluster.Linearizability;

/// <summary>How good one history is.</summary>
/// <param name="History">The history.</param>
/// <param name="Strict">The verdict by the model.</param>
/// <param name="Lenient">The verdict that lets reservations pass.</param>
internal sealed record Judgement(IReadOnlyList<Operation> History, Verdict Strict, Verdict Lenient)
{
    public bool IsStrict => Strict is Verdict.Linearizable;

    public bool IsLenientOnly => Strict is Verdict.NotLinearizable && Lenient is Verdict.Linearizable;

    public bool IsViolation => Lenient is Verdict.NotLinearizable;

    /// <summary>Why it is no better, in few words: the worst that can be said of it, without what has nothing to do with that.</summary>
    public string Explanation => (Strict, Lenient) switch
    {
        (_, Verdict.NotLinearizable violation) => Reduction.Of(History, o => Reservations.MayExplain(o, History), violation).ToString(),
        (Verdict.NotLinearizable strict, _) => Reduction.Of(History, _ => false, strict).ToString(),
        _ => Strict.ToString(),
    };
}
