namespace Members.Tests.Cluster.Linearizability;

/// <summary>
/// The lenient grade. An address may be kept for a moment by an operation that does not hold it: before a registration
/// or a change to it is done, or undone, and after a change away from it is done. 'Taken' says then what is nearly so.
/// </summary>
internal static class Reservations
{
    /// <summary>Whether a 'taken' may come from such a reservation: an operation that could make one overlaps it.</summary>
    public static bool MayExplain(Operation refused, IReadOnlyList<Operation> history) =>
        refused.Result == Result.Taken
        && history.Any(other => other != refused && refused.Overlaps(other) && (Claims(other, refused.Address) || MayLeave(other, refused.Address, history)));

    private static bool Claims(Operation operation, int address) =>
        operation.Kind is OperationKind.Register or OperationKind.Change && operation.Address == address;

    // Who was never on the way to the address cannot be leaving it.
    private static bool MayLeave(Operation operation, int address, IReadOnlyList<Operation> history) =>
        operation.Kind == OperationKind.Change
        && history.Any(earlier => earlier.Member == operation.Member && earlier.Call <= operation.Return && Claims(earlier, address));
}
