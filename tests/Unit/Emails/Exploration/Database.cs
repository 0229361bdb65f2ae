using System.Collections.Immutable;
using System.Text;
using Members.Grains.Accounts;
using Members.Grains.Emails;
using Members.Grains.Storage;
using Orleans.Storage;

namespace Members.Tests.Unit.Emails.Exploration;

/// <summary>The rows of members, and the table of owned addresses that each statement keeps in step with them.</summary>
internal sealed class Database(PlantedFault fault)
{
    private readonly SortedDictionary<Guid, Row> _rows = [];
    private readonly SortedDictionary<string, Guid> _owners = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, Guid> _locks = new(StringComparer.Ordinal);
    private Model? _model;

    /// <summary>What the rows say, as the model would. Each statement makes another one.</summary>
    public Model Model => _model ??= Model.Of(
        _rows.ToImmutableSortedDictionary(r => Request.LetterOf(r.Key), r => Person.Of(r.Value.Record)));

    public Row Read(Guid id) => _rows.TryGetValue(id, out var row) ? row : new Row(new MemberRecord(), 0);

    /// <summary>The statement that stores a record: all of it or nothing.</summary>
    public Row Write(Guid id, long read, MemberRecord next)
    {
        Unlock(id);
        if (Read(id).Version != read && fault != PlantedFault.StoreChecksNoVersion)
        {
            throw new InconsistentStateException("Another activation has written.");
        }

        if (Keys(next).Any(k => IsTaken(k, id)))
        {
            throw Taken();
        }

        if (fault != PlantedFault.StoreMovesOwnersInAnotherStatement)
        {
            MoveOwners(id, Read(id).Record, next);
        }

        (_rows[id], _model) = (new Row(next, Read(id).Version + 1), null);
        return _rows[id];
    }

    public bool MoveOwners(Guid id, MemberRecord before, MemberRecord next)
    {
        var left = fault == PlantedFault.StoreKeepsAddressesOfTheDeleted && !next.Exists() ? [] : Keys(before).Except(Keys(next));
        left.ToList().ForEach(k => _owners.Remove(k));
        Keys(next).ToList().ForEach(k => _owners[k] = id);
        _model = null;
        return true;
    }

    public AddressOwner? FindOwner(string key) => _owners.TryGetValue(key, out var owner)
        ? new AddressOwner(owner, Read(owner).Record.Addresses.Login?.Key == key)
        : null;

    /// <summary>The rows of the table that a statement locks one after the other, as PostgreSQL's trigger does.</summary>
    public List<string> KeysToLock(Guid id, MemberRecord next)
    {
        var (before, after) = (Keys(Read(id).Record).ToList(), Keys(next).ToList());
        var changed = before.Except(after).Concat(after.Except(before));
        return [.. fault == PlantedFault.StoreLocksInNoOrder ? changed : changed.Order(StringComparer.Ordinal)];
    }

    public bool IsUnlocked(string key) => !_locks.ContainsKey(key);

    public bool Lock(string key, Guid id)
    {
        if (IsTaken(key, id))
        {
            Unlock(id);
            throw Taken();
        }

        return _locks.TryAdd(key, id);
    }

    /// <summary>Whether the table holds exactly the addresses that the records name, and no two records name one.</summary>
    public bool IsConsistent()
    {
        var named = _rows.SelectMany(r => r.Value.Record.Addresses.Owned().Select(a => KeyValuePair.Create(a.Key, r.Key)));
        return _owners.SequenceEqual(named.OrderBy(n => n.Key, StringComparer.Ordinal));
    }

    public void Describe(StringBuilder text) => text.AppendJoin('|', _rows).AppendJoin('|', _owners).AppendJoin('|', _locks);

    // As Orleans wraps what a provider throws.
    private static IOException Taken() => new("The provider failed.", new AddressTakenException());

    private IEnumerable<string> Keys(MemberRecord record) => record.Addresses.Owned()
        .Where(a => a.LogsIn || fault != PlantedFault.StoreLeavesReservedAddressesFree).Select(a => a.Key);

    private bool IsTaken(string key, Guid id) =>
        fault != PlantedFault.StoreChecksNoUniqueOwner && _owners.TryGetValue(key, out var owner) && owner != id;

    private void Unlock(Guid id) => _locks.Where(l => l.Value == id).ToList().ForEach(l => _locks.Remove(l.Key));

    /// <summary>A stored record, and how often it has been written.</summary>
    internal sealed record Row(MemberRecord Record, long Version)
    {
        public override string ToString() => $"{Person.Of(Record)} v{Version}";
    }
}
