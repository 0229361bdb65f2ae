using Members.Tests.Cluster.Linearizability;
using static Members.Tests.Cluster.Linearizability.OperationKind;

namespace Members.Tests.Cluster.Contention.Simulation;

/// <summary>What a flawed product does with one kind of operation. A workload and the checker must find it.</summary>
internal sealed record Flaw(OperationKind Kind, Func<SimulatedMembers, Invocation, Task<Reply>> Execute)
{
    /// <summary>This one gives no wrong answer: it never lets anybody have the address again.</summary>
    public const string Stuck = "a failed registration keeps its address for ever";

    private static readonly Reply Ok = new(Result.Ok, Guid.Empty);

    public static readonly IReadOnlyDictionary<string, Flaw> All = new Dictionary<string, Flaw>
    {
        ["two registrations win one address"] = new(Register, async (members, call) =>
        {
            if (IsHeld(members, call))
            {
                return members.ExecuteRightly(call);
            }

            await members.OthersRun();
            members.Directory.Holders[call.Address!.Value] = call.Account!.Number;
            return Ok;
        }),
        ["an address is taken before a change has moved its member there"] =
            ChangeInSteps((members, _, _, to) => members.Reserved.Add(to), Move),
        ["an address is taken after a change has moved its member away"] = ChangeInSteps(
            (members, member, from, to) =>
            {
                Move(members, member, from, to);
                members.Reserved.Add(from);
            },
            (_, _, _, _) => { }),
        ["both addresses let a member in during a change"] =
            ChangeInSteps((members, member, _, to) => members.Directory.Holders[to] = member, Move),
        ["neither address lets a member in during a change"] = ChangeInSteps(
            (members, _, from, to) =>
            {
                members.Directory.Holders.Remove(from);
                members.Reserved.Add(to);
            },
            (members, member, _, to) => members.Directory.Holders[to] = member),
        ["two members who move to each other's addresses are swapped"] = new(Change, (members, call) =>
        {
            var holders = members.Directory.Holders;
            if (!IsHeld(members, call) || members.Directory.AddressOf(call.Account!.Number) is not { } from)
            {
                return Task.FromResult(members.ExecuteRightly(call));
            }

            (holders[from], holders[call.Address!.Value]) = (holders[call.Address.Value], holders[from]);
            return Task.FromResult(Ok);
        }),
        ["a registration whose write failed is seen for a while"] = new(Register, async (members, call) =>
        {
            var reply = members.ExecuteRightly(call);
            if (reply.Result != Result.Ok || members.Chance(0.5))
            {
                return reply;
            }

            await members.OthersRun();
            members.Directory.Execute(Delete, null, call.Account!.Number);
            return Reply.Unknown;
        }),
        ["a block is answered before it takes effect"] = AnswerEarly(Block),
        ["a deletion is answered before it takes effect"] = AnswerEarly(Delete),
        ["a block by address meets a member who has left it"] = new(Block, async (members, call) =>
        {
            int? holder = call.Account is null && IsHeld(members, call) ? members.Directory.Holders[call.Address!.Value] : null;
            await members.OthersRun(times: 4);
            return holder is null ? members.ExecuteRightly(call) : new Reply(members.Directory.Execute(Block, null, holder).Result);
        }),
        ["a look-up is answered from what was before"] = new(Find, (members, call) =>
        {
            var (result, found) = members.Outdated.Execute(Find, call.Address, null);
            return Task.FromResult(new Reply(result, Guid.Empty, found));
        }),
        [Stuck] = new(Register, (members, call) =>
        {
            var isKept = !IsHeld(members, call) && members.Chance(0.3) && members.Reserved.Add(call.Address);
            return Task.FromResult(isKept ? Reply.Unknown : members.ExecuteRightly(call));
        }),
    };

    private static bool IsHeld(SimulatedMembers members, Invocation call) => members.Directory.Holders.ContainsKey(call.Address!.Value);

    private static Flaw AnswerEarly(OperationKind kind) => new(kind, (members, call) =>
    {
        _ = TakeEffect();
        return Task.FromResult(Ok);

        async Task TakeEffect()
        {
            await members.OthersRun(times: 2);
            members.ExecuteRightly(call);
        }
    });

    // A change in two steps, and what others see between them. Each step gets the member and the addresses left and wanted.
    private static Flaw ChangeInSteps(Action<SimulatedMembers, int, int, int> first, Action<SimulatedMembers, int, int, int> second) =>
        new(Change, async (members, call) =>
        {
            if (IsHeld(members, call) || members.Directory.AddressOf(call.Account!.Number) is not { } from)
            {
                return members.ExecuteRightly(call);
            }

            var (member, to) = (call.Account.Number, call.Address!.Value);
            members.Moving.Add(member);
            first(members, member, from, to);
            await members.OthersRun(times: 4);
            second(members, member, from, to);
            members.Moving.Remove(member);
            members.Reserved.ExceptWith([from, to]);
            return Ok;
        });

    private static void Move(SimulatedMembers members, int member, int from, int to)
    {
        members.Directory.Holders.Remove(from);
        members.Directory.Holders[to] = member;
    }
}
