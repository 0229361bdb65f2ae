using Members.Tests.Cluster.Linearizability.Checking;

namespace Members.Tests.Cluster.Linearizability.Tests;

/// <summary>
/// Turns one answer of a lawful history into one that is provably wrong, whatever the other operations and those of unknown
/// result did. The proof is the condition by which the answer is chosen.
/// </summary>
internal static class PlantedViolations
{
    private const string Refusal = "an address is taken though nobody can be there";

    public static readonly IReadOnlyDictionary<string, Func<Operation, IReadOnlyList<Operation>, Operation?>> Kinds =
        new Dictionary<string, Func<Operation, IReadOnlyList<Operation>, Operation?>>
        {
            ["a second winner"] = (o, h) => Is(o, OperationKind.Register, Result.Taken) && h.Any(a => Holds(a, o, h)) ? o with { Result = Result.Ok } : null,
            ["an address taken over by a change"] = (o, h) =>
                Is(o, OperationKind.Change, Result.Taken) && h.Any(a => a.Member != o.Member && Holds(a, o, h)) ? o with { Result = Result.Ok } : null,
            ["a lost registration"] = (o, h) =>
                IsLetIn(o) && h.Any(a => a.Kind == OperationKind.Register && a.Member == o.Member && Holds(a, o, h)) ? o with { Result = Result.NotFound } : null,
            ["a changed member whom no address lets in"] = (o, h) =>
                IsLetIn(o) && h.Any(a => a.Kind == OperationKind.Change && a.Member == o.Member && Holds(a, o, h)) ? o with { Result = Result.NotFound } : null,
            ["a look-up that misses the member"] = (o, h) =>
                IsFound(o) && h.Any(a => a.Member == o.Member && Holds(a, o, h)) ? o with { Result = Result.NotFound, Member = null } : null,
            ["an old address that still lets in"] = (o, h) => IsShutOut(o) && WasAt(o, h) && h.Any(c => HasLeft(c, o, h)) ? o with { Result = Result.Ok } : null,
            ["two addresses that let in"] = (o, h) =>
                IsShutOut(o) && h.Any(c => HasLeft(c, o, h) && h.Any(l => IsLetIn(l) && FollowsUpon(c, l) && l.Latest < o.Call)) ? o with { Result = Result.Ok } : null,
            ["a login after a block"] = (o, h) => Is(o, OperationKind.Login, Result.Blocked) && h.Any(b => IsBlockedBy(b, o, h)) ? o with { Result = Result.Ok } : null,
            ["a login after a deletion"] = (o, h) => IsShutOut(o) && h.Any(d => IsDeletedBy(d, o)) ? o with { Result = Result.Ok } : null,
            ["a change after a deletion"] = (o, h) =>
                Is(o, OperationKind.Change, Result.NotFound) && h.Any(d => IsDeletedBy(d, o)) ? o with { Result = Result.Ok } : null,

            // Whoever was there, or may have been on the way there, has left or is deleted.
            [Refusal] = (o, h) => Is(o, OperationKind.Register, Result.Ok)
                && h.Where(a => a != o && MayArrive(a, o)).All(a => !a.IsUnknown && h.Any(c => IsDeletedBy(c, o with { Member = a.Member }) || HasLeft(c, o with { Member = a.Member }, h)))
                    ? o with { Result = Result.Taken }
                    : null,
        };

    /// <summary>The history with a violation of a kind, once for each place that it has for one.</summary>
    public static IEnumerable<IReadOnlyList<Operation>> Plant(IReadOnlyList<Operation> history, string kind) =>
        from place in history
        let planted = Kinds[kind](place, history)
        where planted is not null
        // What the member did whose registration is refused now would be a second violation.
        let kept = history.Where(o => kind != Refusal || o.Member != place.Member || o == place)
        select (IReadOnlyList<Operation>)[.. kept.Select(o => o == place ? planted : o)];

    private static bool Is(Operation o, OperationKind kind, Result result) => o.Kind == kind && o.Result == result;

    private static bool IsLetIn(Operation o) => o.Kind == OperationKind.Login && o.Result is Result.Ok or Result.Blocked;

    private static bool IsFound(Operation o) => o.Kind == OperationKind.Find && o.Result is Result.Ok or Result.Blocked;

    private static bool IsShutOut(Operation o) => Is(o, OperationKind.Login, Result.NotFound);

    private static bool Moves(Operation o) => o.Kind is OperationKind.Register or OperationKind.Change && o.Result is Result.Ok or Result.Unknown;

    private static bool MayArrive(Operation o, Operation at) => Moves(o) && o.Address == at.Address && o.Call <= at.Latest;

    private static bool WasAt(Operation login, IReadOnlyList<Operation> h) => h.Any(o => o.Member == login.Member && MayArrive(o, login));

    private static bool FollowsUpon(Operation change, Operation login) =>
        login.Member == change.Member && login.Address == change.Address && change.Latest < login.Call;

    private static bool IsDeletedBy(Operation deletion, Operation o) =>
        Is(deletion, OperationKind.Delete, Result.Ok) && deletion.Member == o.Member && deletion.Latest < o.Call;

    // A block before a login, and no approval of this member, or of whoever is at some address, that may follow it.
    private static bool IsBlockedBy(Operation block, Operation login, IReadOnlyList<Operation> h) =>
        Is(block, OperationKind.Block, Result.Ok) && block.Member == login.Member && block.Latest < login.Call
        && h.All(a => a.Kind != OperationKind.Approve || (a.Member ?? login.Member) != login.Member || a.Latest < block.Call || a.Call > login.Latest);

    // An operation brought its member to an address before another was called, and none can have taken them away meanwhile.
    private static bool Holds(Operation arrival, Operation o, IReadOnlyList<Operation> h) =>
        Is(arrival, OperationKind.Register, Result.Ok) | Is(arrival, OperationKind.Change, Result.Ok)
        && arrival.Address == o.Address && arrival.Latest < o.Call
        && h.All(m => m.Member != arrival.Member || !(Moves(m) || m.Kind == OperationKind.Delete) || m.Address == o.Address || m.Latest < arrival.Call || m.Call > o.Latest);

    // A change took a member from an address before another operation was called, and none can have brought them back meanwhile.
    private static bool HasLeft(Operation change, Operation o, IReadOnlyList<Operation> h) =>
        Is(change, OperationKind.Change, Result.Ok) && change.Member == o.Member && change.Address != o.Address && change.Latest < o.Call
        && h.All(m => m.Member != o.Member || m.Kind != OperationKind.Change || !MayArrive(m, o) || m.Latest < change.Call);
}
