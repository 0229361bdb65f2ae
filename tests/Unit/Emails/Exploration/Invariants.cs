using System.Text;
using Members.Emails;
using Members.Grains.Emails;

namespace Members.Tests.Unit.Emails.Exploration;

/// <summary>What must be true of the rows. Each answers what is wrong, or null.</summary>
internal sealed class Invariants(World world, Scenario scenario)
{
    // Who has been able to log in once must be able to ever after: nothing here ends a member.
    private readonly SortedSet<Guid> _established = [.. scenario.Present.Select(p => p.Member)];

    /// <summary>At every moment.</summary>
    public string? Always()
    {
        var settled = new HashSet<string>();
        foreach (var member in world.Members)
        {
            var logins = world.LoginsOf(member.Id);
            if (logins.Count > 1)
            {
                return $"{Universe.NameOf(member.Id)} logs in with two addresses (I1, I6)";
            }

            if (logins.Count == 1)
            {
                _established.Add(member.Id);
            }

            if (member.JoiningSince is null && !settled.Add(member.Login!.Key))
            {
                return "two settled members name one address (I1)";
            }
        }

        foreach (var member in _established)
        {
            var logins = world.LoginsOf(member);
            if (logins.Count != 1)
            {
                return $"{Universe.NameOf(member)} logs in with {logins.Count} addresses (I2, I6)";
            }
        }

        return null;
    }

    /// <summary>When a request is answered, before anything else happens (I10).</summary>
    public string? OnAnswer(Process process)
    {
        if (process.Request.Address is not { } address || process.Fate is not (Fate.Succeeded or Fate.Taken))
        {
            return null;
        }

        // A change and its undo at once: whichever came first, the other may have followed before the answer.
        var id = process.Request.Member;
        if (scenario.Requests.Any(r => r.Member == id && r.Kind == RequestKind.Undoes))
        {
            return null;
        }

        var record = world.Member(id).Record;
        var wanted = LoginKey.For(address).Value;
        if (process.Fate == Fate.Succeeded)
        {
            if (world.LoginOf(wanted) != id)
            {
                return $"{process.Request} was answered with success, and the address does not log in (I10)";
            }

            // Whatever address was left is free for others from the answer on.
            return world.Addresses.Any(a => a.Key != wanted && a.Value.Holder() == id)
                ? $"{process.Request} was answered with success, and the old address is still held"
                : null;
        }

        // Of two equal requests at two activations, one may be told "taken" because the other has just done it.
        if (scenario.Requests.Count(r => r == process.Request) > 1)
        {
            return null;
        }

        if (process.Request.Kind == RequestKind.Joins)
        {
            return record.Exists() ? $"{process.Request} was answered 'taken', and the member exists (I10)" : null;
        }

        var before = scenario.Present.Single(p => p.Member == id).Address;
        return record.Login!.Is(before) && record.Moving is null ? null : $"{process.Request} was answered 'taken', and the member has changed (I10)";
    }

    /// <summary>When all has stood still, claims have lapsed and the upkeep has been round.</summary>
    public string? AtRest()
    {
        foreach (var member in world.Members)
        {
            if (member.JoiningSince is not null || member.Moving is not null || member.Leaving is not null)
            {
                return $"{Universe.NameOf(member.Id)} has unfinished work that the upkeep does not finish (I14)";
            }

            var row = world.Address(member.Login!.Key);
            if (row.Holder() != member.Id || row.Operation != member.Login.Operation)
            {
                return $"{Universe.NameOf(member.Id)} names an address that is not theirs: an orphan (I1)";
            }
        }

        foreach (var member in world.Members)
        {
            if (member.SetAside.FirstOrDefault(a => world.Address(a.Login.Key) is not { State: ClaimState.SetAside } row || row.MemberId != member.Id) is { } lost)
            {
                return $"{Universe.NameOf(member.Id)} counts on {lost.Login.Canonical}, which is not set aside";
            }
        }

        foreach (var (key, row) in world.Addresses)
        {
            if (row.State == ClaimState.Held && (world.Member(row.MemberId!.Value).Record is not { } holder || !holder.Exists() || holder.Login!.Key != key))
            {
                return "an address is held by nobody who names it (I3)";
            }

            if (row.State == ClaimState.SetAside && !world.Member(row.MemberId!.Value).Record.SetAside.Any(a => a.Login.Key == key && a.Login.Operation == row.Operation))
            {
                return "an address is set aside for nobody who knows of it (I3)";
            }

            if (row.State == ClaimState.Claimed && world.Now < row.Until)
            {
                return "an address is still claimed by work that died (I3)";
            }
        }

        return null;
    }

    /// <summary>Of several who want one address and whom nothing befalls.</summary>
    public static string? ExactlyOneWins(IReadOnlyList<Process> processes)
    {
        var winners = processes.Count(p => p.Fate == Fate.Succeeded);
        return winners == 1 ? null : $"{winners} requests for one address succeeded";
    }

    public void Describe(StringBuilder text) => text.AppendJoin(',', _established);
}
