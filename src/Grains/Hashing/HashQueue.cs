using System.Diagnostics.CodeAnalysis;

namespace Members.Grains.Hashing;

/// <summary>
/// The bounded line before the hash threads. Lanes by urgency; in each, clients take turns, and within a client the
/// addresses. A full queue makes room for whoever has less in it than the greatest client, whatever either wants, so that one
/// flood refuses itself and not the others.
/// </summary>
/// <param name="capacity">The most that wait.</param>
internal sealed class HashQueue(int capacity)
{
    // Urgent work comes first, but not alone: one turn in eight is the other way round, so that no lane starves.
    private const int TurnsToTheLeastUrgent = 8;

    private readonly Lock _lock = new();
    private readonly RoundRobin[] _lanes = [.. Enum.GetValues<HashLane>().Select(_ => new RoundRobin(o => o.Client, () => new RoundRobin(o => o.Address, () => new SingleFile())))];
    private readonly Dictionary<string, int> _clients = new(StringComparer.Ordinal);
    private int _count, _turn;

    /// <summary>How many wait in a lane.</summary>
    public int CountOf(HashLane lane)
    {
        lock (_lock)
        {
            return _lanes[(int)lane].Count;
        }
    }

    /// <summary>How many will be done before a job that were added now.</summary>
    public int Ahead(HashOrder order)
    {
        lock (_lock)
        {
            var own = _lanes[(int)order.Lane].Ahead(order);
            return own + Math.Min(_lanes.Take((int)order.Lane).Sum(l => l.Count), (TurnsToTheLeastUrgent - 1) * (own + 1));
        }
    }

    /// <summary>Adds a job if there is room or room can be made.</summary>
    /// <param name="job">The job.</param>
    /// <param name="displaced">The job that had to leave for it; null when none had to.</param>
    public bool TryAdd(HashJob job, out HashJob? displaced)
    {
        lock (_lock)
        {
            displaced = null;
            if (_count >= capacity && !TryDisplace(job.Order, out displaced))
            {
                return false;
            }

            _lanes[(int)job.Order.Lane].Add(job);
            _clients[job.Order.Client] = CountOf(job.Order.Client) + 1;
            _count++;
            return true;
        }
    }

    /// <summary>Takes the next job.</summary>
    public bool TryTake([NotNullWhen(true)] out HashJob? job)
    {
        lock (_lock)
        {
            var backwards = ++_turn % TurnsToTheLeastUrgent == 0;
            for (var i = 0; i < _lanes.Length; i++)
            {
                if (_lanes[backwards ? _lanes.Length - 1 - i : i].TryTake(out job))
                {
                    Left(job);
                    return true;
                }
            }

            job = null;
            return false;
        }
    }

    private bool TryDisplace(HashOrder order, [NotNullWhen(true)] out HashJob? displaced)
    {
        var own = CountOf(order.Client);
        var (greatest, most) = _clients.MaxBy(c => c.Value);
        for (var lane = _lanes.Length - 1; lane >= 0; lane--)
        {
            // A client that has more leaves room, wherever its least urgent job stands; at equal shares what is less urgent does.
            var victim = most > own + 1 ? greatest : lane > (int)order.Lane ? _lanes[lane].Greatest : null;
            if (victim is not null && CountOf(victim) > own && _lanes[lane].TryTakeNewestOf(victim, out displaced))
            {
                Left(displaced);
                return true;
            }
        }

        displaced = null;
        return false;
    }

    private int CountOf(string client) => _clients.GetValueOrDefault(client);

    private void Left(HashJob job)
    {
        _count--;
        if (--_clients[job.Order.Client] == 0)
        {
            _clients.Remove(job.Order.Client);
        }
    }
}
