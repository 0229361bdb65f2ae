using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Members.Emails;
using Members.Grains.Accounts;
using Members.Grains.Emails;
using Members.Grains.Storage;
using Orleans.Storage;

namespace Members.Tests.Grains.Hosting;

/// <summary>The table of owned addresses that a database keeps in step with the members' records, for stores without one.</summary>
[SuppressMessage("Design", "CA1001", Justification = "A SemaphoreSlim whose wait handle is never asked for holds nothing to dispose.")]
internal sealed class AddressTable : IAddressStore
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly Dictionary<string, (GrainId Owner, AddressOwner Row)> _rows = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int> _reads = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Exception> _faults = new(StringComparer.Ordinal);

    /// <summary>How often the owners of these addresses were read.</summary>
    public int ReadsOf(params EmailAddress[] addresses) => addresses.Sum(a => _reads.GetValueOrDefault(LoginKey.For(a).Value));

    /// <summary>Lets reading the owner of an address fail from now on, or, with null, not any more.</summary>
    public void Fail(EmailAddress address, Exception? fault)
    {
        var key = LoginKey.For(address).Value;
        if (fault is null)
        {
            _faults.TryRemove(key, out _);
        }
        else
        {
            _faults[key] = fault;
        }
    }

    public async Task<AddressOwner?> FindOwner(string loginKey)
    {
        _reads.AddOrUpdate(loginKey, 1, (_, n) => n + 1);
        if (_faults.TryGetValue(loginKey, out var fault))
        {
            throw fault;
        }

        return await InTurn(() => Task.FromResult(_rows.TryGetValue(loginKey, out var found) ? found.Row : (AddressOwner?)null));
    }

    /// <summary>Stores a record together with the addresses it names, or nothing at all.</summary>
    /// <param name="grain">Whose record it is.</param>
    /// <param name="record">The record; null when it is removed.</param>
    /// <param name="write">Stores it.</param>
    public Task Write(GrainId grain, MemberRecord? record, Func<Task> write) => InTurn(async () =>
    {
        var owned = record?.Addresses.Owned().ToList() ?? [];
        if (owned.Any(a => _rows.TryGetValue(a.Key, out var row) && row.Owner != grain))
        {
            throw new AddressTakenException();
        }

        await write();
        foreach (var (key, _) in _rows.Where(r => r.Value.Owner == grain).ToList())
        {
            _rows.Remove(key);
        }

        owned.ForEach(a => _rows.Add(a.Key, (grain, new AddressOwner(record!.Id, a.LogsIn))));
        return true;
    });

    private async Task<T> InTurn<T>(Func<Task<T>> act)
    {
        await _gate.WaitAsync();
        try
        {
            return await act();
        }
        finally
        {
            _gate.Release();
        }
    }
}

/// <summary>A store whose member records own the addresses that they name.</summary>
internal sealed class AddressTableStorage(IGrainStorage inner, AddressTable table) : IGrainStorage, ILifecycleParticipant<ISiloLifecycle>
{
    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        inner.ReadStateAsync(stateName, grainId, grainState);

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => grainState.State is MemberRecord member
        ? table.Write(grainId, member, () => inner.WriteStateAsync(stateName, grainId, grainState))
        : inner.WriteStateAsync(stateName, grainId, grainState);

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => stateName == StateNames.Member
        ? table.Write(grainId, null, () => inner.ClearStateAsync(stateName, grainId, grainState))
        : inner.ClearStateAsync(stateName, grainId, grainState);

    public void Participate(ISiloLifecycle observer) => (inner as ILifecycleParticipant<ISiloLifecycle>)?.Participate(observer);
}
