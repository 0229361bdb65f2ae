namespace Members.Tests.Cluster.Linearizability;

/// <summary>Whether histories of the e-mail index are linearizable.</summary>
internal static class Checker
{
    public const long StepLimit = 2_000_000;
    private const long FirstLook = 10_000;

    /// <summary>Checks one history against the model as it stands.</summary>
    public static Verdict Strict(IReadOnlyList<Operation> history, long limit = StepLimit) => Check(history, _ => false, limit);

    /// <summary>Checks one history, letting 'taken' pass where a reservation may explain it.</summary>
    public static Verdict Lenient(IReadOnlyList<Operation> history, long limit = StepLimit) =>
        Check(history, o => Reservations.MayExplain(o, history), limit);

    /// <summary>The best grade that a history reaches.</summary>
    public static Judgement Judge(IReadOnlyList<Operation> history)
    {
        var strict = Strict(history);
        return new Judgement(history, strict, strict is Verdict.Linearizable ? strict : Lenient(history));
    }

    /// <summary>Judges the histories of independent universes, in parallel and in their order.</summary>
    public static IReadOnlyList<Judgement> JudgeAll(IEnumerable<IReadOnlyList<Operation>> universes) =>
        [.. universes.AsParallel().AsOrdered().Select(Judge)];

    // Nearly all are decided at the first look. What is not has many unknown operations; if it is a violation, it mostly
    // is one even when those could be repeated.
    private static Verdict Check(IReadOnlyList<Operation> history, Func<Operation, bool> isReserved, long limit)
    {
        if (new Search(history, isReserved, Math.Min(FirstLook, limit)).Run() is not Verdict.GaveUp and var verdict)
        {
            return verdict;
        }

        return new Search(history, isReserved, limit, repeating: true).Run() switch
        {
            Verdict.Linearizable lucky when lucky.Order.Distinct().Count() == lucky.Order.Count => lucky,
            Verdict.NotLinearizable violation => violation,
            _ => new Search(history, isReserved, limit).Run(),
        };
    }
}
