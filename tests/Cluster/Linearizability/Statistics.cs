namespace Members.Tests.Cluster.Linearizability;

/// <summary>What a run amounted to. Green alone means little: a run without contention has tried nothing.</summary>
/// <param name="Universes">Histories judged.</param>
/// <param name="Strict">Those that are linearizable.</param>
/// <param name="LenientOnly">Those that are so only when reservations are let pass.</param>
/// <param name="Violations">Those that are not even then.</param>
/// <param name="Undecided">Those on which the search was given up.</param>
/// <param name="Operations">All operations.</param>
/// <param name="Contended">Operations that overlap another one of the same address.</param>
/// <param name="Unknown">Operations whose outcome is unknown.</param>
internal sealed record Statistics(int Universes, int Strict, int LenientOnly, int Violations, int Undecided, int Operations, int Contended, int Unknown)
{
    /// <summary>The least share of contended operations for a run to count.</summary>
    public const double LeastContention = 0.2;

    public double ContendedShare => Share(Contended);

    public double UnknownShare => Share(Unknown);

    /// <summary>Whether the run says anything good: it had contention, and every history was decided.</summary>
    public bool IsResult => ContendedShare >= LeastContention && Undecided == 0;

    public static Statistics Of(IReadOnlyCollection<Judgement> judgements) => new(
        judgements.Count,
        judgements.Count(j => j.IsStrict),
        judgements.Count(j => j.IsLenientOnly),
        judgements.Count(j => j.IsViolation),
        judgements.Count(j => !j.IsStrict && !j.IsLenientOnly && !j.IsViolation),
        judgements.Sum(j => j.History.Count),
        judgements.Sum(j => j.History.Count(o => IsContended(o, j.History))),
        judgements.Sum(j => j.History.Count(o => o.IsUnknown)));

    public override string ToString() =>
        $"{(Violations > 0 ? "violated" : IsResult ? "held" : "no result")}: {Universes} universes, {Operations} operations "
        + $"({ContendedShare:P0} contended, {UnknownShare:P1} unknown); {Strict} strict, {LenientOnly} lenient only, {Violations} violations, {Undecided} undecided";

    private static bool IsContended(Operation o, IReadOnlyList<Operation> history) =>
        o.Address != Operation.NoAddress && history.Any(other => other.Address == o.Address && !ReferenceEquals(other, o) && other.Overlaps(o));

    private double Share(int part) => Operations == 0 ? 0 : (double)part / Operations;
}
