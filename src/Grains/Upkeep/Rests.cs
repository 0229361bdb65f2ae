using System.Collections.Concurrent;

namespace Members.Grains.Upkeep;

/// <summary>Members who are left alone for a while, each time twice as long as the time before.</summary>
/// <param name="first">How long the first time.</param>
/// <param name="longest">How long at most.</param>
internal sealed class Rests(TimeSpan first, TimeSpan longest)
{
    private const int MostDoublings = 20;
    private readonly ConcurrentDictionary<Guid, (DateTimeOffset Until, int Times)> _members = new();

    /// <summary>How many there are, with those whose rest is over.</summary>
    public int Count => _members.Count;

    /// <summary>Whether a member is left alone.</summary>
    public bool Contains(Guid member, DateTimeOffset now) => _members.TryGetValue(member, out var rest) && now < rest.Until;

    /// <summary>Leaves a member alone, from now on.</summary>
    public void Add(Guid member, DateTimeOffset now)
    {
        var times = _members.TryGetValue(member, out var before) ? before.Times + 1 : 1;
        var rest = first * Math.Pow(2, Math.Min(times - 1, MostDoublings));
        _members[member] = (now + (rest < longest ? rest : longest), times);
    }

    /// <summary>Ends a member's rest; the next one is a first.</summary>
    public void Remove(Guid member) => _members.TryRemove(member, out _);

    /// <summary>Forgets whose rest has been over for as long as the longest.</summary>
    public void Forget(DateTimeOffset now)
    {
        foreach (var (member, rest) in _members)
        {
            if (now - rest.Until >= longest)
            {
                Remove(member);
            }
        }
    }
}
