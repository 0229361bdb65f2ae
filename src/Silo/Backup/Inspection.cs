using System.Collections.Immutable;
using Members.Grains;
using Members.Grains.Accounts;
using Members.Grains.Passwords;
using Members.Silo.Storage;

namespace Members.Silo.Backup;

/// <summary>What was found in a backup or a database.</summary>
/// <param name="Records">How many records there are of each kind.</param>
/// <param name="Faults">A sentence for each thing that is wrong, the first of many.</param>
/// <param name="FaultCount">How many things are wrong.</param>
/// <param name="IsOnlyCounted">
/// Whether the records were counted and not read, since they have the form of a former version.
/// </param>
internal sealed record Inspected(
    ImmutableSortedDictionary<string, long> Records, ImmutableArray<string> Faults, long FaultCount, bool IsOnlyCounted)
{
    /// <summary>Says how well it was looked at, if that was not all.</summary>
    public IEnumerable<string> Remarks => IsOnlyCounted
        ? ["The records are only counted, and none was read: they have the form of an older version of Members. A restore, or a start of "
            + "this version, brings them to its own."]
        : [];
}

/// <summary>
/// Looks at everything that is stored: whether each record can be read as what it is, whether the owned addresses are those that the
/// members' records name, and whether the peppers are configured that their passwords need.
/// </summary>
/// <param name="options">The settings with the peppers.</param>
internal sealed class Inspection(MembersOptions options)
{
    private const int MostFaults = 50;

    private readonly SortedDictionary<string, long> _counts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (long N0, long N1)> _named = new(StringComparer.Ordinal);
    private readonly HashSet<(long N0, long N1)> _unreadable = [];
    private readonly SortedDictionary<string, long> _unknownPeppers = new(StringComparer.Ordinal);
    private readonly List<string> _faults = [];
    private long _faultCount;

    /// <summary>Looks at everything.</summary>
    /// <param name="data">What to look at.</param>
    /// <param name="isOlder">Whether it has the form of a former version, of which records are only counted.</param>
    /// <param name="options">The settings with the peppers.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<Inspected> Of(StoredData data, bool isOlder, MembersOptions options, CancellationToken cancellationToken)
    {
        var inspection = new Inspection(options);
        await foreach (var fault in data.Faults(cancellationToken))
        {
            inspection.Report($"The database is damaged: {fault}.");
        }

        await foreach (var row in data.Rows(cancellationToken))
        {
            inspection.Add(row, isOnlyCounted: isOlder);
        }

        if (isOlder)
        {
            return inspection.Result(isOnlyCounted: true);
        }

        await foreach (var owned in data.OwnedAddresses(cancellationToken))
        {
            inspection.Look(owned);
        }

        return inspection.Result(isOnlyCounted: false);
    }

    private void Add(StoredRow row, bool isOnlyCounted)
    {
        // A row without its record keeps its place, and is no record.
        if (row.Payload is not null)
        {
            _counts[row.Kind] = _counts.GetValueOrDefault(row.Kind) + 1;
        }

        if (!isOnlyCounted)
        {
            Look(row);
        }
    }

    private void Look(StoredRow row)
    {
        var record = RecordKinds.Read(row, out var fault);
        if (fault is not null)
        {
            _unreadable.Add((row.N0, row.N1));
            Report($"The record {row} {fault}.");
        }

        if (record is MemberRecord member)
        {
            Look(row, member);
        }
    }

    private void Look(StoredRow row, MemberRecord member)
    {
        if (member.Id != Guid.Empty && member.Id != row.Id)
        {
            Report($"The record {row} says that it is of the member {member.Id}.");
        }

        foreach (var (key, _) in member.Addresses.Owned().DistinctBy(a => a.Key))
        {
            if (!_named.TryAdd(key, (row.N0, row.N1)))
            {
                Report($"Two members have one address: {row} is one of them.");
            }
        }

        foreach (var password in new[] { member.Credentials.Password, member.Pending?.Password, member.Reapplication?.Password })
        {
            Look(password);
        }
    }

    private void Look(PasswordDigest? password)
    {
        if (password?.Key is { } pepper && !options.KnowsPepper(pepper))
        {
            _unknownPeppers[pepper] = _unknownPeppers.GetValueOrDefault(pepper) + 1;
        }
    }

    private void Look(OwnedAddressRow owned)
    {
        var owner = (owned.N0, owned.N1);
        if (!_unreadable.Contains(owner) && !(_named.Remove(owned.Key, out var named) && named == owner))
        {
            Report($"The member {new StoredRow("", owned.N0, owned.N1, "", null).Id} owns an address that the record does not name.");
        }
    }

    private Inspected Result(bool isOnlyCounted)
    {
        foreach (var (_, owner) in _named)
        {
            var member = new StoredRow("", owner.N0, owner.N1, "", null).Id;
            Report($"The member {member} has an address that the table of owned addresses lacks.");
        }

        foreach (var (pepper, count) in _unknownPeppers)
        {
            Report($"Members:Peppers:{pepper} is missing: {count} passwords were hashed with it, and none of them could be checked.");
        }

        return new Inspected(_counts.ToImmutableSortedDictionary(StringComparer.Ordinal), [.. _faults], _faultCount, isOnlyCounted);
    }

    private void Report(string fault)
    {
        _faultCount++;
        if (_faults.Count < MostFaults)
        {
            _faults.Add(fault);
        }
    }
}
