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
    private readonly Dictionary<string, Guid> _locks = [];
    private Model? _model;

    public Row Read(Guid id) => _rows.TryGetValue(id, out var row) ? row : new Row(new MemberRecord(), 0);

    /// <summary>The statement that stores a record: all of it or nothing.</summary>
    /// <returns>The row as it is now.</returns>
    public Row Write(Guid id, long read, MemberRecord next)
    {
        var (before, version) = Read(id);
        Unlock(id);
        if (version != read && fault != PlantedFault.BlindWrites)
        {
            throw new InconsistentStateException("Another activation has written.");
        }

        if (fault != PlantedFault.NoUniqueOwner && Keys(next).Any(k => IsOfAnother(k, id)))
        {
            // As Orleans wraps what a provider throws.
            throw new IOException("The provider failed.", new AddressTakenException());
        }

        (_rows[id], _model) = (new Row(next, version + 1), null);
        if (fault != PlantedFault.OwnersInAStatementOfTheirOwn)
        {
            MoveOwners(id, before, next);
        }

        return _rows[id];
    }

    public bool MoveOwners(Guid id, MemberRecord before, MemberRecord next)
    {
        _model = null;
        foreach (var key in Keys(before).Except(Keys(next)).Where(_ => fault != PlantedFault.DeletedMembersKeepAddresses || next.Exists()))
        {
            _owners.Remove(key);
        }

        foreach (var key in Keys(next))
        {
            _owners[key] = id;
        }

        return true;
    }

    public AddressOwner? FindOwner(string key) => _owners.TryGetValue(key, out var owner)
        ? new AddressOwner(owner, Read(owner).Record.Addresses.Login?.Key == key)
        : null;

    /// <summary>The rows of the table that a statement locks, one after the other, as the trigger for PostgreSQL does.</summary>
    public IEnumerable<string> KeysToLock(Guid id, MemberRecord next)
    {
        var changed = Keys(Read(id).Record).Concat(Keys(next)).GroupBy(k => k).Where(k => k.Count() == 1).Select(k => k.Key);
        return fault == PlantedFault.UnorderedLocks ? changed : changed.Order(StringComparer.Ordinal);
    }

    public bool IsUnlocked(string key) => !_locks.ContainsKey(key);

    public bool Lock(string key, Guid id)
    {
        if (IsOfAnother(key, id))
        {
            Unlock(id);
            throw new IOException("The provider failed.", new AddressTakenException());
        }

        _locks[key] = id;
        return true;
    }

    /// <summary>What the rows say, as the model would. Another one after each statement.</summary>
    public Model Model => _model ??= new(_rows.ToImmutableSortedDictionary(r => Request.LetterOf(r.Key), r => Person.Of(r.Value.Record)));

    /// <summary>What is wrong with the rows; null when nothing is.</summary>
    public string? Check()
    {
        var named = _rows.SelectMany(r => r.Value.Record.Addresses.Owned().Select(a => (a.Key, Owner: r.Key))).ToList();
        return named.GroupBy(n => n.Key).Any(n => n.Count() > 1) ? "two records name one address"
            : named.Count != _owners.Count || named.Any(n => _owners.GetValueOrDefault(n.Key) != n.Owner) ? "the table is not what the records name"
            : null;
    }

    public void Describe(StringBuilder text) => text.AppendJoin('|', _rows).AppendJoin('|', _owners).AppendJoin('|', _locks);

    private IEnumerable<string> Keys(MemberRecord record) => record.Addresses.Owned()
        .Where(a => a.LogsIn || fault != PlantedFault.ReservedAddressesAreFree).Select(a => a.Key);

    private bool IsOfAnother(string key, Guid id) => _owners.TryGetValue(key, out var owner) && owner != id;

    private void Unlock(Guid id)
    {
        foreach (var key in _locks.Where(l => l.Value == id).Select(l => l.Key).ToList())
        {
            _locks.Remove(key);
        }
    }

    /// <summary>A stored record, and how often it has been written.</summary>
    internal sealed record Row(MemberRecord Record, long Version)
    {
        public override string ToString() => $"{Person.Of(Record)} v{Version}";
    }
}
