using System.Text;
using Members.Emails;
using Members.Grains.Emails;

namespace Members.Tests.Unit.Emails.Exploration;

/// <summary>The login index of one address: its real memory. A call arrives in one step; a read has its effect and its answer in two.</summary>
internal sealed class PlayedIndex : ILoginIndexGrain, IAddressStore
{
    private readonly World _world;
    private readonly OwnerMemory _memory;
    private readonly List<int> _reading = [];
    private int _changes;

    public PlayedIndex(char address, World world) => (_world, Address, _memory) = (world, address, new OwnerMemory(Request.KeyOf(address), this));

    public char Address { get; }

    public async ValueTask<Guid?> Resolve() => await Arrive("resolve") ? await _memory.Resolve() : null;

    public async Task<Guid?> ResolveFromStore() => await Arrive("resolve from store") && _world.Fault == PlantedFault.RefusedFromMemory
        ? await _memory.Resolve()
        : await _memory.ResolveFromStore();

    public async ValueTask<bool> IsTaken(Guid memberId) => await Arrive("is taken") && _world.Fault == PlantedFault.TakenFromMemory
        ? await _memory.Resolve() is { } owner && owner != memberId
        : await _memory.IsTaken(memberId);

    public async Task Invalidate()
    {
        await Arrive("invalidate");
        _changes++;
        if (_reading.Count == 0 || _world.Fault != PlantedFault.RemembersReadsFromBeforeAChange)
        {
            _memory.Invalidate();
        }
    }

    public async Task<AddressOwner?> FindOwner(string loginKey)
    {
        _reading.Add(_changes);
        var began = _changes;
        try
        {
            var owner = await _world.Scheduler.Step($"find {Address}", () => _world.Database.FindOwner(loginKey));
            return await _world.Scheduler.Step($"found {Address}", () => owner);
        }
        finally
        {
            _reading.Remove(began);
        }
    }

    /// <summary>Whether what is remembered is so. To remember nothing is no fault.</summary>
    public bool IsRight() => !_memory.TryRecall(out var owner) || owner == _world.Database.FindOwner(Request.KeyOf(Address));

    public void Describe(StringBuilder text) =>
        text.Append(Address).Append(_memory.TryRecall(out var owner) ? $"{owner}" : "?").AppendJoin(',', _reading.Select(r => r == _changes)).Append('|');

    private Task<bool> Arrive(string name) => _world.Scheduler.Step($"{name} {Address}", () => true);
}
