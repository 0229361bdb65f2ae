using System.Text;
using Members.Emails;
using Members.Grains.Emails;

namespace Members.Tests.Unit.Emails.Exploration;

/// <summary>
/// The login index of one address, with its real memory. A call arrives in one step, its read is done in another and perhaps heard of in
/// a third.
/// </summary>
internal sealed class PlayedIndex : ILoginIndexGrain, IAddressStore
{
    private readonly string _key;
    private readonly World _world;
    private readonly OwnerMemory _memory;
    private readonly List<int> _reads = [];
    private int _changes;

    public PlayedIndex(string key, World world) => (_key, _world, _memory) = (key, world, new OwnerMemory(key, this));

    public async ValueTask<Guid?> Resolve()
    {
        await Arrive(nameof(Resolve));
        return await _memory.Resolve();
    }

    public async Task<Guid?> ResolveFromStore()
    {
        // It looks at no memory, so that it arrives and reads in one step.
        return _world.Fault == PlantedFault.IndexRefusesLoginsFromMemory ? await _memory.Resolve() : await _memory.ResolveFromStore();
    }

    public async ValueTask<bool> IsTaken(Guid memberId)
    {
        await Arrive(nameof(IsTaken));
        return _world.Fault == PlantedFault.IndexCallsTakenFromMemory && _memory.TryRecall(out var owner) && owner is not null
            ? owner.Value.Member != memberId
            : await _memory.IsTaken(memberId);
    }

    public async Task Invalidate()
    {
        await Arrive(nameof(Invalidate), StepKind.Tell);
        _changes++;
        if (_reads.Count == 0 || _world.Fault != PlantedFault.IndexRemembersAReadFromBeforeAChange)
        {
            _memory.Invalidate();
        }
    }

    public async Task<AddressOwner?> FindOwner(string loginKey)
    {
        var began = _changes;
        _reads.Add(began);
        var owner = await _world.Scheduler.Step(StepKind.Read, "read owner", () => _world.Database.FindOwner(_key));
        if (_world.Scenario.ReadsTakeTime)
        {
            await _world.Scheduler.Step(StepKind.Read, "owner read", () => owner);
        }

        _reads.Remove(began);
        return owner;
    }

    /// <summary>Whether what is remembered is so. To remember nothing is no fault.</summary>
    public bool IsRight() => !_memory.TryRecall(out var owner) || owner == _world.Database.FindOwner(_key);

    public void Describe(StringBuilder text)
    {
        text.Append(_key).Append(_memory.TryRecall(out var owner) ? $"{owner}" : "?");
        text.AppendJoin(',', _reads.Select(r => r == _changes)).Append('|');
    }

    private Task<bool> Arrive(string name, StepKind kind = StepKind.Read) => _world.Scheduler.Step(kind, name, () => true);
}
