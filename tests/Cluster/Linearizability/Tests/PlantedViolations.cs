using static Members.Tests.Cluster.Linearizability.OperationKind;
using static Members.Tests.Cluster.Linearizability.Result;

namespace Members.Tests.Cluster.Linearizability.Tests;

/// <summary>
/// Turns one answer of a lawful history into one that is provably wrong, whatever the other operations and those of unknown
/// result did. The proof is the condition by which the answer is chosen.
/// </summary>
internal static class PlantedViolations
{
    private const string Refusal = "an address is taken though nobody can be there";

    private delegate bool Proof(Operation o, IReadOnlyList<Operation> history);

    private static readonly Dictionary<string, (Proof IsProven, Result Wrong)> Plants = new()
    {
        ["a second winner"] = ((o, h) => Is(o, Register, Taken) && h.Any(a => Holds(a, o, h)), Ok),
        ["an address taken over by a change"] =
            ((o, h) => Is(o, Change, Taken) && h.Any(a => a.Member != o.Member && Holds(a, o, h)), Ok),
        ["a lost registration"] = ((o, h) => IsLetIn(o) && h.Any(a => Brings(a, o, Register) && Holds(a, o, h)), NotFound),
        ["a changed member whom no address lets in"] =
            ((o, h) => IsLetIn(o) && h.Any(a => Brings(a, o, Change) && Holds(a, o, h)), NotFound),
        ["a look-up that misses the member"] =
            ((o, h) => o.Kind == Find && o.Member is not null && h.Any(a => a.Member == o.Member && Holds(a, o, h)), NotFound),
        ["an old address that still lets in"] =
            ((o, h) => IsShutOut(o) && h.Any(a => a.Member == o.Member && MayArrive(a, o)) && h.Any(c => HasLeft(c, o, h)), Ok),
        ["two addresses that let in"] = ((o, h) => IsShutOut(o) && h.Any(c => HasLeft(c, o, h) && h.Any(l => IsSeenAfter(c, l, o))), Ok),
        ["a login after a block"] = ((o, h) => Is(o, Login, Blocked) && h.Any(b => IsBlockedBy(b, o, h)), Ok),
        ["a login after a deletion"] = ((o, h) => IsShutOut(o) && h.Any(d => IsDeletedBy(d, o)), Ok),
        ["a change after a deletion"] = ((o, h) => Is(o, Change, NotFound) && h.Any(d => IsDeletedBy(d, o)), Ok),

        // Whoever was there, or may have been on the way there, has left or is deleted.
        [Refusal] = ((o, h) => Is(o, Register, Ok) && h.Where(a => a != o && MayArrive(a, o)).All(a => !a.IsUnknown
            && h.Any(c => IsDeletedBy(c, o with { Member = a.Member }) || HasLeft(c, o with { Member = a.Member }, h))), Taken),
    };

    public static IEnumerable<string> Kinds => Plants.Keys;

    /// <summary>The history with a violation of a kind, once for each place that it has for one.</summary>
    public static IEnumerable<IReadOnlyList<Operation>> Plant(IReadOnlyList<Operation> history, string kind) =>
        from place in history
        where Plants[kind].IsProven(place, history)
        let wrong = place with { Result = Plants[kind].Wrong, Member = place.Kind == Find ? null : place.Member }
        // What the member did whose registration is refused now would be a second violation.
        let kept = history.Where(o => kind != Refusal || o.Member != place.Member || o == place)
        select (IReadOnlyList<Operation>)[.. kept.Select(o => o == place ? wrong : o)];

    private static bool Is(Operation o, OperationKind kind, Result result) => o.Kind == kind && o.Result == result;

    private static bool IsLetIn(Operation o) => o.Kind == Login && o.Result is Ok or Blocked;

    private static bool IsShutOut(Operation o) => Is(o, Login, NotFound);

    private static bool Moves(Operation o) => o.Kind is Register or Change && o.Result is Ok or Unknown;

    private static bool MayArrive(Operation o, Operation at) => Moves(o) && o.Address == at.Address && o.Call <= at.Latest;

    private static bool Brings(Operation arrival, Operation o, OperationKind kind) => Is(arrival, kind, Ok) && arrival.Member == o.Member;

    private static bool IsSeenAfter(Operation change, Operation login, Operation o) => IsLetIn(login)
        && login.Member == change.Member && login.Address == change.Address && change.Latest < login.Call && login.Latest < o.Call;

    private static bool IsDeletedBy(Operation deletion, Operation o) =>
        Is(deletion, Delete, Ok) && deletion.Member == o.Member && deletion.Latest < o.Call;

    // A block before a login, and no approval of this member, or of whoever is at some address, that may follow it.
    private static bool IsBlockedBy(Operation block, Operation login, IReadOnlyList<Operation> h) =>
        Is(block, Block, Ok) && block.Member == login.Member && block.Latest < login.Call
        && h.All(a => a.Kind != Approve || (a.Member ?? login.Member) != login.Member || a.Latest < block.Call || a.Call > login.Latest);

    // An operation brought its member to an address before another was called, and none can have taken them away meanwhile.
    private static bool Holds(Operation arrival, Operation o, IReadOnlyList<Operation> h) =>
        arrival.Result == Ok && Moves(arrival) && arrival.Address == o.Address && arrival.Latest < o.Call
        && h.All(m => m.Member != arrival.Member || !(Moves(m) || m.Kind == Delete) || m.Address == o.Address
            || m.Latest < arrival.Call || m.Call > o.Latest);

    // A change took a member from an address before another operation was called, and none can have brought them back meanwhile.
    private static bool HasLeft(Operation change, Operation o, IReadOnlyList<Operation> h) =>
        Is(change, Change, Ok) && change.Member == o.Member && change.Address != o.Address && change.Latest < o.Call
        && h.All(m => m.Member != o.Member || m.Kind != Change || !MayArrive(m, o) || m.Latest < change.Call);
}
