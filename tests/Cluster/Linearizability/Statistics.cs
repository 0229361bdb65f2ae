namespace Members.Tests.Cluster.Linearizability;

/// <summary>What a run amounts to. A run without contention has tried nothing, so its success says nothing.</summary>
/// <param name="Histories">Histories checked.</param>
/// <param name="Violations">Those that are not linearizable.</param>
/// <param name="Undecided">Those on which the search was given up.</param>
/// <param name="Operations">All operations.</param>
/// <param name="Contended">Operations that overlap another one of the same address.</param>
/// <param name="Unknown">Operations without a definite answer.</param>
internal sealed record Statistics(int Histories, int Violations, int Undecided, int Operations, int Contended, int Unknown)
{
    /// <summary>The least share of contended operations for a run to count.</summary>
    public const double LeastContention = 0.2;

    public bool IsConclusive => Undecided == 0 && Contended >= LeastContention * Operations && Operations > 0;

    public bool Holds => IsConclusive && Violations == 0;

    public static Statistics Of(IReadOnlyCollection<(IReadOnlyList<Operation> History, Verdict Verdict)> checks) => new(
        checks.Count,
        checks.Count(c => c.Verdict is Verdict.Violation),
        checks.Count(c => c.Verdict is Verdict.Undecided),
        checks.Sum(c => c.History.Count),
        checks.Sum(c => c.History.Count(o => IsContended(o, c.History))),
        checks.Sum(c => c.History.Count(o => o.IsUnknown)));

    public override string ToString() =>
        $"{(Violations > 0 ? "violated" : IsConclusive ? "held" : "no result")}: {Histories} histories, {Operations} operations "
        + $"({Share(Contended):P0} contended, {Share(Unknown):P1} unknown), {Violations} violations, {Undecided} undecided";

    private static bool IsContended(Operation o, IReadOnlyList<Operation> history) =>
        o.Address is not null && history.Any(other => other.Address == o.Address && !ReferenceEquals(other, o) && other.Overlaps(o));

    private double Share(int part) => (double)part / Math.Max(1, Operations);
}
