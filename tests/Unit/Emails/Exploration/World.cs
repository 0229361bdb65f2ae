using System.Text;
using Members.Emails;
using Members.Grains.Accounts;
using Members.Grains.Emails;
using Members.Grains.Storage;
using Members.Grains.Verification;

namespace Members.Tests.Unit.Emails.Exploration;

/// <summary>What survives a crash: the rows of members and addresses, and the clock.</summary>
internal sealed class World(Rules rules)
{
    public static readonly TimeSpan ClaimLifetime = TimeSpan.FromSeconds(30);

    private readonly SortedDictionary<string, ClaimRecord> _addresses = new(StringComparer.Ordinal);
    private readonly SortedDictionary<Guid, Row> _members = [];

    public Rules Rules { get; } = rules;

    public DateTimeOffset Now { get; private set; } = Moments.Start;

    public IEnumerable<KeyValuePair<string, ClaimRecord>> Addresses => _addresses;

    public IEnumerable<MemberRecord> Members => _members.Values.Select(r => r.Record).Where(r => r.Exists());

    /// <summary>Whether a claim stands that the passing of time would end.</summary>
    public bool HasFreshClaim => _addresses.Values.Any(a => a.State == ClaimState.Claimed && Now < a.Until);

    public ClaimRecord Address(string key) => _addresses.GetValueOrDefault(key) ?? new ClaimRecord();

    public Row Member(Guid id) => _members.TryGetValue(id, out var row) ? row : new Row(new MemberRecord(), 0);

    public void LetClaimsLapse() => Now += ClaimLifetime;

    public void LetAnHourPass() => Now += TimeSpan.FromHours(1);

    public void LetAWeekPass() => Now += UndoRules.Lifetime;

    /// <summary>Puts a settled member in place, as a registration would have left them.</summary>
    public void Settle(Guid id, EmailAddress address)
    {
        var login = LoginName.Of(address, id);
        _addresses[login.Key] = new ClaimRecord { State = ClaimState.Held, MemberId = id, Operation = id };
        _members[id] = new Row(Requests.NewMember(id, login, Now) with { JoiningSince = null }, 1);
    }

    /// <summary>Applies a rule to an address, as one commit of its grain.</summary>
    public bool Decide(string key, Func<ClaimRecord, Decision<ClaimRecord, bool>> rule)
    {
        var decision = rule(Address(key));
        if (decision.Next is { } next)
        {
            _addresses[key] = next;
        }

        return decision.Answer;
    }

    /// <summary>Frees every address that a member holds, but one.</summary>
    public void FreeOthers(Guid member, string key)
    {
        foreach (var other in _addresses.Where(a => a.Key != key && a.Value.Holder() == member).Select(a => a.Key).ToList())
        {
            _addresses[other] = new ClaimRecord();
        }
    }

    /// <summary>Stores a member's record if the row is still as the writer read it.</summary>
    public bool TryWrite(Guid id, int read, MemberRecord next)
    {
        if (Rules.ChecksVersions && Member(id).Version != read)
        {
            return false;
        }

        _members[id] = new Row(next, Member(id).Version + 1);
        return true;
    }

    /// <summary>Whom the address logs in: the index and the member's own record must name each other.</summary>
    public Guid? LoginOf(string key)
    {
        var holder = Address(key).Holder();
        return holder is { } id && (!Rules.LoginAsksTheMember || Member(id).Record is { } m && m.Exists() && m.Login!.Key == key) ? id : null;
    }

    /// <summary>The addresses by which a member can log in.</summary>
    public List<string> LoginsOf(Guid id) => [.. _addresses.Keys.Where(k => LoginOf(k) == id)];

    /// <summary>Everything that decides what can happen from here on.</summary>
    public void Describe(StringBuilder text, bool withVersions)
    {
        foreach (var (key, a) in _addresses)
        {
            text.Append(key.AsSpan(2, 4)).Append((int)a.State).Append(a.MemberId).Append(a.Operation);
            if (withVersions)
            {
                text.Append(a.State == ClaimState.Claimed && a.Until <= Now ? 'l' : 'f');
            }

            text.Append('|');
        }

        foreach (var (id, (r, version)) in _members)
        {
            text.Append(id).Append((int)r.Status).Append(r.Login?.Key).Append(r.Login?.Operation).Append(r.JoiningSince is null ? 's' : 'j')
                .Append(r.Moving?.To.Operation).AppendJoin(',', r.SetAside.Select(a => $"{a.Login.Operation}{(a.Until <= Now ? 'o' : 'a')}")).Append('>').Append(r.Leaving?.Operation).Append('#').Append(r.Outbox.Length);
            if (withVersions)
            {
                text.Append('v').Append(version);
            }

            text.Append('|');
        }
    }

    /// <summary>A stored record and how often it has been written.</summary>
    internal readonly record struct Row(MemberRecord Record, int Version);
}
