namespace Members.Tests.Cluster.Linearizability;

/// <summary>
/// Violations to plant into valid histories: each turns one answer into another that is provably wrong, whatever the
/// other operations and those of unknown outcome did. The proof is the condition by which the answer is chosen.
/// </summary>
internal static class Plants
{
    /// <summary>The one that the lenient grade may let pass.</summary>
    public const string Reservation = "a reservation that nobody made";

    public static readonly IReadOnlyDictionary<string, Func<Operation, IReadOnlyList<Operation>, Operation?>> Kinds =
        new Dictionary<string, Func<Operation, IReadOnlyList<Operation>, Operation?>>
        {
            ["a second winner"] = (o, h) =>
                Is(o, OperationKind.Register, Result.Taken) && h.Any(a => Holds(a, o, h)) ? o with { Result = Result.Ok } : null,
            ["an address taken over by a change"] = (o, h) =>
                Is(o, OperationKind.Change, Result.Taken) && h.Any(a => a.Member != o.Member && Holds(a, o, h)) ? o with { Result = Result.Ok } : null,
            ["a lost registration"] = (o, h) =>
                IsLetIn(o) && h.Any(a => a.Kind == OperationKind.Register && a.Member == o.Member && Holds(a, o, h)) ? o with { Result = Result.No } : null,
            ["a changed member whom no address lets in"] = (o, h) =>
                IsLetIn(o) && h.Any(a => a.Kind == OperationKind.Change && a.Member == o.Member && Holds(a, o, h)) ? o with { Result = Result.No } : null,
            ["an old address that still logs in"] = (o, h) =>
                Is(o, OperationKind.Login, Result.No) && WasAt(o, h) && h.Any(c => HasLeft(c, o, h)) ? o with { Result = Result.Ok } : null,
            ["two addresses that log in"] = (o, h) =>
                Is(o, OperationKind.Login, Result.No) && h.Any(c => HasLeft(c, o, h) && h.Any(l => IsLetIn(l) && FollowsUpon(c, l) && l.Return < o.Call))
                    ? o with { Result = Result.Ok }
                    : null,
            ["a login after a block"] = (o, h) =>
                Is(o, OperationKind.Login, Result.Blocked) && h.Any(b => Is(b, OperationKind.Block, Result.Ok) && b.Member == o.Member && b.Return < o.Call)
                    ? o with { Result = Result.Ok }
                    : null,

            // Whoever was there, or may have been on the way there, has left.
            [Reservation] = (o, h) =>
                Is(o, OperationKind.Register, Result.Ok)
                && h.Where(a => MayArrive(a, o) && a != o).All(a => !a.IsUnknown && h.Any(c => HasLeft(c, o with { Member = a.Member }, h)))
                    ? o with { Result = Result.Taken }
                    : null,
        };

    /// <summary>The history with one violation of a kind; null when it has no place for one.</summary>
    public static IReadOnlyList<Operation>? Into(IReadOnlyList<Operation> history, string kind, int seed)
    {
        var plant = Kinds[kind];
        var places = history.Where(o => plant(o, history) is not null).ToList();
        if (places.Count == 0)
        {
            return null;
        }

        var place = places[new Random(seed).Next(places.Count)];

        // What the member did whose registration is refused now would be a second violation.
        var kept = history.Where(o => kind != Reservation || o.Member != place.Member || o == place);
        return [.. kept.Select(o => o == place ? plant(o, history)! : o)];
    }

    private static bool Is(Operation o, OperationKind kind, Result result) => o.Kind == kind && o.Result == result;

    private static bool IsLetIn(Operation o) => o.Kind == OperationKind.Login && o.Result is Result.Ok or Result.Blocked;

    private static bool FollowsUpon(Operation change, Operation login) =>
        login.Member == change.Member && login.Address == change.Address && change.Return < login.Call;

    private static bool Moves(Operation o) => o.Kind is OperationKind.Register or OperationKind.Change && o.Result is Result.Ok or Result.Unknown;

    private static bool MayArrive(Operation o, Operation at) => Moves(o) && o.Address == at.Address && o.Call <= at.Return;

    private static bool WasAt(Operation login, IReadOnlyList<Operation> h) => h.Any(o => o.Member == login.Member && MayArrive(o, login));

    // An operation brought its member to the address of another before that one, and none can have taken them away meanwhile.
    private static bool Holds(Operation arrival, Operation o, IReadOnlyList<Operation> h) =>
        Moves(arrival) && arrival.Address == o.Address && arrival.Return < o.Call
        && h.All(m => m.Member != arrival.Member || !Moves(m) || m.Address == o.Address || m.Return < arrival.Call || m.Call > o.Return);

    // A change took the member of another operation from its address before it, and none can have brought them back meanwhile.
    private static bool HasLeft(Operation change, Operation o, IReadOnlyList<Operation> h) =>
        Is(change, OperationKind.Change, Result.Ok) && change.Member == o.Member && change.Address != o.Address && change.Return < o.Call
        && h.All(m => m.Member != o.Member || m.Kind != OperationKind.Change || !MayArrive(m, o) || m.Return < change.Call);
}
