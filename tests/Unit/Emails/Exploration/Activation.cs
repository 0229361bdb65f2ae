using Members.Emails;
using Members.Grains.Accounts;
using Members.Grains.Emails;
using Members.Grains.Storage;
using Members.Grains.Upkeep;
using Orleans.Storage;

namespace Members.Tests.Unit.Emails.Exploration;

/// <summary>
/// One activation of a member's grain: the real protocol over a record that behaves as StoredRecord does, and over the
/// addresses. Each read, write and call stands still until the schedule lets it happen.
/// </summary>
internal sealed class Activation : IRecord<MemberRecord>
{
    private readonly World _world;
    private MemberRecord? _stored;
    private int _version;
    private bool _certain;

    public Activation(World world, Guid id)
    {
        (_world, Id) = (world, id);
        Protocol = new ClaimProtocol(id, this, key => new AddressPort(this, key));
    }

    public Guid Id { get; }

    public ClaimProtocol Protocol { get; }

    public DateTimeOffset Now => _world.Now;

    public bool UndoesUnderTheOldOperation => _world.Rules.UndoesUnderTheOldOperation;

    /// <summary>Whether the store has shown that another activation wrote: the next call gets a new activation.</summary>
    public bool IsDropped { get; private set; }

    /// <summary>Whose turn it is.</summary>
    public Process? Turn { get; set; }

    /// <summary>What tells this activation from another in the same world.</summary>
    public (int Version, bool Certain, bool Joined, Guid? Left) Memory => (_version, _certain, Protocol.Joined, Protocol.Left);

    /// <summary>The operation of an attempt to register.</summary>
    public Guid NewOperation(int number) => _world.Rules.RegistersUnderTheMembersId ? Id : Universe.Operation(number);

    public ValueTask<MemberRecord> Current() => _certain ? new(_stored!) : new(Read());

    public async Task<TAnswer> Update<TAnswer>(Func<MemberRecord, Decision<MemberRecord, TAnswer>> decide)
    {
        var before = await Current();
        var decision = decide(before);
        if (decision.Next is { } next)
        {
            await Write("write", UpkeepRules.Complete(before, Protocol.Tidy(next), Now));
        }

        return decision.Answer;
    }

    public async Task Clear()
    {
        await Current();
        await Write("clear", new MemberRecord());
    }

    /// <summary>As in the grain: finishes what an earlier call left, and gives the record.</summary>
    public async Task<MemberRecord> Settled()
    {
        var record = await Current();
        if (!Protocol.IsSettled(record, Now))
        {
            await Protocol.Settle(Now, r => Requests.Apply(r, Now));
            record = await Current();
        }

        return record;
    }

    private Task<MemberRecord> Read() => Turn!.Park("read", StepKind.Read, () =>
    {
        (_stored, _version) = _world.Member(Id);
        _certain = true;
        return _stored;
    });

    private async Task Write(string name, MemberRecord next)
    {
        var read = _version;
        try
        {
            var wasWritten = await Turn!.Park(name, StepKind.Write, () => _world.TryWrite(Id, read, next));
            if (!wasWritten)
            {
                IsDropped = true;
                throw new InconsistentStateException("Another activation has written.");
            }

            (_stored, _version) = (next, read + 1);
        }
        catch (Exception)
        {
            _certain = !_world.Rules.ReadsAgainAfterFailure;
            if (_certain)
            {
                // The planted fault: what was meant to be stored is taken for stored.
                _stored = next;
            }

            throw;
        }
    }

    private sealed class AddressPort(Activation owner, string key) : ILoginIndexGrain
    {
        private World World => owner._world;

        public Task<bool> Claim(Guid memberId, Guid operation) => owner.Turn!.Park("claim", StepKind.Call, () =>
            World.Decide(key, r => World.Rules.Claim(r, memberId, operation, World.Now)));

        public Task<bool> Confirm(Guid memberId, Guid operation) => owner.Turn!.Park("confirm", StepKind.Call, () =>
        {
            var confirmed = World.Decide(key, r => World.Rules.Confirm(r, memberId, operation));
            if (confirmed && World.Rules.ConfirmFreesOthers)
            {
                World.FreeOthers(memberId, key);
            }

            return confirmed;
        });

        public Task Release(Guid memberId, Guid operation) => owner.Turn!.Park("release", StepKind.Call, () =>
            World.Decide(key, r => World.Rules.Release(r, memberId, operation)));

        public Task SetAside(Guid memberId, Guid operation) => owner.Turn!.Park("set aside", StepKind.Call, () =>
            World.Decide(key, r => World.Rules.SetAside(r, memberId, operation)));

        public Task<bool> TakeBack(Guid memberId, Guid operation, Guid newOperation) => owner.Turn!.Park("take back", StepKind.Call, () =>
            World.Decide(key, r => World.Rules.TakeBack(r, memberId, operation, newOperation)));

        public ValueTask<bool> IsTaken(Guid memberId) => new(owner.Turn!.Park("is taken", StepKind.Read, () => Claims.IsTaken(World.Address(key), memberId)));

        public ValueTask<Guid?> Resolve() => new(owner.Turn!.Park("resolve", StepKind.Read, () => World.Address(key).Holder()));
    }
}
