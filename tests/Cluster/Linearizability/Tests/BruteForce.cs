namespace Members.Tests.Cluster.Linearizability.Tests;

/// <summary>The definition of linearizability: tries every order of a small history that keeps to its times.</summary>
internal static class BruteForce
{
    public static bool Explains(IReadOnlyList<Operation> history) => Explains([.. history], new ReferenceDirectory());

    private static bool Explains(List<Operation> rest, ReferenceDirectory directory) => rest.TrueForAll(o => o.IsUnknown)
        || rest.Exists(o => rest.TrueForAll(other => other.Latest >= o.Call)
            && Follows(o, directory, out var after)
            && Explains(rest.FindAll(other => other != o), after));

    /// <summary>Whether an operation ends as it did when it comes next.</summary>
    public static bool Follows(Operation o, ReferenceDirectory directory, out ReferenceDirectory after)
    {
        after = directory.Copy();
        var (result, found) = after.Execute(o.Kind, o.Address, o.Kind == OperationKind.Find ? null : o.Member);
        return o.IsUnknown || (result == o.Result && (o.Kind != OperationKind.Find || found == o.Member));
    }
}
