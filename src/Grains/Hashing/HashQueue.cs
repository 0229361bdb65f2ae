using System.Diagnostics.CodeAnalysis;

namespace Members.Grains.Hashing;

/// <summary>
/// The bounded line before the hash threads. Lanes by urgency; in each, clients take turns, and within a client the
/// addresses. A full queue makes room for whoever has less in it than the greatest client of the lane, so that one flood
/// refuses itself and not the others.
/// </summary>
/// <param name="capacity">The most that wait.</param>
internal sealed class HashQueue(int capacity)
{
    // Urgent work comes first, but not alone: one turn in eight is the other way round, so that no lane starves.
    private const int TurnsToTheLeastUrgent = 8;

    private readonly Lock _lock = new();
    private readonly RoundRobin[] _lanes = [.. Enum.GetValues<HashLane>().Select(_ => new RoundRobin(o => o.Client, () => new RoundRobin(o => o.Address, () => new SingleFile())))];
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
            return _lanes.Take((int)order.Lane).Sum(l => l.Count) + _lanes[(int)order.Lane].Ahead(order);
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
                    _count--;
                    return true;
                }
            }

            job = null;
            return false;
        }
    }

    private bool TryDisplace(HashOrder order, out HashJob? displaced)
    {
        for (var lane = _lanes.Length - 1; lane > (int)order.Lane; lane--)
        {
            if (_lanes[lane].TryTakeFromGreatest(out displaced))
            {
                _count--;
                return true;
            }
        }

        displaced = null;
        var own = _lanes[(int)order.Lane];
        if (own.Greatest <= own.CountOf(order) + 1 || !own.TryTakeFromGreatest(out displaced))
        {
            return false;
        }

        _count--;
        return true;
    }
}
