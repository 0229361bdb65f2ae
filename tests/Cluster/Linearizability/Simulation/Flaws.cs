using Members.Tests.Cluster.Linearizability.Checking;
using Members.Tests.Cluster.Linearizability.Workloads;

namespace Members.Tests.Cluster.Linearizability.Simulation;

/// <summary>Products with one flaw each, which a workload and the checker must find.</summary>
internal static class Flaws
{
    /// <summary>This one gives no wrong answer: it never lets anybody have the address again.</summary>
    public const string Stuck = "a failed registration keeps its address for ever";

    public static readonly IReadOnlyDictionary<string, Flaw> All = new Dictionary<string, Flaw>
    {
        ["two registrations win one address"] = TwoWinners,
        ["an address is taken before a change has moved its member there"] = (members, call) => InSteps(
            members, call, (_, _, to) => members.Reserved.Add(to), (member, from, to) => Move(members, member, from, to)),
        ["an address is taken after a change has moved its member away"] = (members, call) => InSteps(
            members, call, (member, from, to) => members.Reserved.Add(Move(members, member, from, to)), (_, _, _) => { }),
        ["both addresses let a member in during a change"] = (members, call) => InSteps(
            members, call, (member, _, to) => members.Directory.Holders[to] = member, (_, from, _) => members.Directory.Holders.Remove(from)),
        ["neither address lets a member in during a change"] = (members, call) => InSteps(
            members, call, (_, from, to) => members.Reserved.Add(Leave(members, from, to)), (member, _, to) => members.Directory.Holders[to] = member),
        ["two members who move to each other's addresses are swapped"] = Swap,
        ["a registration whose write failed is seen for a while"] = Phantom,
        ["a block is answered before it takes effect"] = (members, call) => AnswerEarly(members, call, OperationKind.Block),
        ["a deletion is answered before it takes effect"] = (members, call) => AnswerEarly(members, call, OperationKind.Delete),
        ["a block by address hits a member who has left it"] = BlockFormerHolder,
        ["a look-up is answered from a copy that is behind"] = FindInOldCopy,
        [Stuck] = KeepAddress,
    };

    private static Reply Ok { get; } = new(Result.Ok, Guid.Empty);

    private static bool IsHeld(SimulatedMembers members, Invocation call) => members.Directory.Holders.ContainsKey(call.Address!.Value);

    private static async Task<Reply> TwoWinners(SimulatedMembers members, Invocation call)
    {
        if (call.Kind != OperationKind.Register || IsHeld(members, call))
        {
            return members.ExecuteRightly(call);
        }

        await members.OthersRun();
        members.Directory.Holders[call.Address!.Value] = call.Account!.Number;
        return Ok;
    }

    // A change with others between its two steps. Meanwhile the member takes no other change, and a reserved address is taken.
    private static async Task<Reply> InSteps(SimulatedMembers members, Invocation call, Action<int, int, int> first, Action<int, int, int> second)
    {
        if (call is { Kind: OperationKind.Change or OperationKind.Delete, Account: { } busy } && members.Moving.Contains(busy.Number))
        {
            return Reply.NotExecuted;
        }

        if (call is { Kind: OperationKind.Register or OperationKind.Change, Address: { } wanted } && members.Reserved.Contains(wanted))
        {
            return new Reply(Result.Taken);
        }

        if (call.Kind != OperationKind.Change || IsHeld(members, call) || members.Directory.AddressOf(call.Account!.Number) is not { } from)
        {
            return members.ExecuteRightly(call);
        }

        var (member, to) = (call.Account.Number, call.Address!.Value);
        members.Moving.Add(member);
        first(member, from, to);
        await members.OthersRun(times: 4);
        second(member, from, to);
        members.Moving.Remove(member);
        members.Reserved.Remove(to);
        members.Reserved.Remove(from);
        return Ok;
    }

    private static int Move(SimulatedMembers members, int member, int from, int to)
    {
        members.Directory.Holders.Remove(from);
        members.Directory.Holders[to] = member;
        return from;
    }

    private static int Leave(SimulatedMembers members, int from, int to)
    {
        members.Directory.Holders.Remove(from);
        return to;
    }

    private static Task<Reply> Swap(SimulatedMembers members, Invocation call)
    {
        if (call.Kind != OperationKind.Change || !IsHeld(members, call) || members.Directory.AddressOf(call.Account!.Number) is not { } from)
        {
            return Task.FromResult(members.ExecuteRightly(call));
        }

        var holders = members.Directory.Holders;
        (holders[from], holders[call.Address!.Value]) = (holders[call.Address.Value], holders[from]);
        return Task.FromResult(Ok);
    }

    private static async Task<Reply> Phantom(SimulatedMembers members, Invocation call)
    {
        var reply = members.ExecuteRightly(call);
        if (call.Kind != OperationKind.Register || reply.Result != Result.Ok || members.Chance(0.5))
        {
            return reply;
        }

        await members.OthersRun();
        members.Directory.Execute(OperationKind.Delete, null, call.Account!.Number);
        return Reply.Unknown;
    }

    private static Task<Reply> AnswerEarly(SimulatedMembers members, Invocation call, OperationKind kind)
    {
        if (call.Kind != kind)
        {
            return Task.FromResult(members.ExecuteRightly(call));
        }

        _ = TakeEffect();
        return Task.FromResult(Ok);

        async Task TakeEffect()
        {
            await members.OthersRun(times: 2);
            members.ExecuteRightly(call);
        }
    }

    private static async Task<Reply> BlockFormerHolder(SimulatedMembers members, Invocation call)
    {
        if (call is not { Kind: OperationKind.Block, Account: null } || !members.Directory.Holders.TryGetValue(call.Address!.Value, out var holder))
        {
            return members.ExecuteRightly(call);
        }

        await members.OthersRun(times: 4);
        return new Reply(members.Directory.Execute(OperationKind.Block, null, holder).Result);
    }

    private static Task<Reply> FindInOldCopy(SimulatedMembers members, Invocation call)
    {
        if (call.Kind == OperationKind.Find)
        {
            var (result, found) = members.OldCopy.Execute(OperationKind.Find, call.Address, null);
            return Task.FromResult(new Reply(result, Guid.Empty, found));
        }

        var reply = members.ExecuteRightly(call);
        _ = CatchUp(members.Directory.Copy());
        return Task.FromResult(reply);

        async Task CatchUp(ReferenceDirectory copy)
        {
            await members.OthersRun(times: 2);
            members.OldCopy = copy;
        }
    }

    private static Task<Reply> KeepAddress(SimulatedMembers members, Invocation call)
    {
        if (call.Kind != OperationKind.Register || IsHeld(members, call))
        {
            return Task.FromResult(members.ExecuteRightly(call));
        }

        if (members.Reserved.Contains(call.Address!.Value))
        {
            return Task.FromResult(new Reply(Result.Taken));
        }

        return Task.FromResult(members.Chance(0.3) && members.Reserved.Add(call.Address.Value) ? Reply.Unknown : members.ExecuteRightly(call));
    }
}
