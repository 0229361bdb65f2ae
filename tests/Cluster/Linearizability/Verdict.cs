namespace Members.Tests.Cluster.Linearizability;

/// <summary>What the checker says of a history.</summary>
internal abstract record Verdict
{
    private Verdict()
    {
    }

    /// <summary>Some order of the operations explains every answer.</summary>
    /// <param name="Order">Such an order, without the unknown operations that it does not need.</param>
    public sealed record Linearizable(IReadOnlyList<Operation> Order) : Verdict;

    /// <summary>No order does.</summary>
    /// <param name="Prefix">The longest explanation that was found.</param>
    /// <param name="State">The state in which it ends.</param>
    /// <param name="Stuck">The operations of which one must be next, and none can be.</param>
    public sealed record Violation(IReadOnlyList<Operation> Prefix, AddressModel State, IReadOnlyList<Operation> Stuck) : Verdict
    {
        private const int Shown = 25;

        public override string ToString() => $"""
            Not linearizable. This order explains {Prefix.Count} operations, of which these are the last:
            {Lines(Prefix.TakeLast(Shown))}
            The state is then: {State}
            One of these must be next, and none can be:
            {Lines(Stuck)}
            """;

        private static string Lines(IEnumerable<Operation> operations) => string.Join('\n', operations.Select(o => $"  {o}"));
    }

    /// <summary>The search was given up.</summary>
    /// <param name="Steps">How far it had come.</param>
    public sealed record Undecided(long Steps) : Verdict;
}
