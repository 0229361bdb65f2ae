namespace Members.Tests.Cluster.Linearizability;

/// <summary>What the checker says of one history.</summary>
internal abstract record Verdict
{
    private Verdict()
    {
    }

    /// <summary>There is an order of the operations that explains every answer.</summary>
    /// <param name="Order">One such order, without the unknown operations that it does not need.</param>
    public sealed record Linearizable(IReadOnlyList<Operation> Order) : Verdict;

    /// <summary>There is none.</summary>
    /// <param name="Prefix">The longest explanation that was found.</param>
    /// <param name="State">The state that it ends in.</param>
    /// <param name="Stuck">The operations of which one must come next, and none can.</param>
    public sealed record NotLinearizable(IReadOnlyList<Operation> Prefix, IndexModel State, IReadOnlyList<Operation> Stuck) : Verdict
    {
        private const int Shown = 25;

        public override string ToString()
        {
            var shown = Prefix.Count > Shown ? $" (the last {Shown})" : "";
            return $"""
                Not linearizable. {Prefix.Count} operations are explained in this order{shown}:
                {Lines(Prefix.TakeLast(Shown))}
                Then the index is: {State}
                One of these must be next, and none can be:
                {Lines(Stuck)}
                """;
        }

        private static string Lines(IEnumerable<Operation> operations) => string.Join('\n', operations.Select(o => $"  {o}"));
    }

    /// <summary>The search was given up: no result, which is never a good one.</summary>
    /// <param name="Steps">The steps it had taken.</param>
    public sealed record GaveUp(long Steps) : Verdict;
}
