using System.Diagnostics.CodeAnalysis;

namespace Members.Grains.Passwords;

/// <summary>
/// The bounded, fair queue in front of the hash threads. Lanes are served by urgency; within a lane clients take turns, and
/// within a client its addresses. When the queue is full, a client with fewer jobs displaces one of the client with the most,
/// in whatever lane, so that a flood shuts out itself and nobody else. Imports wait in a queue of their own, beside all this: they are
/// served when no other job waits, and not by the threads that serve those.
/// </summary>
/// <param name="capacity">The most jobs that may wait.</param>
internal sealed class HashQueue(int capacity)
{
    // One turn in this many serves the lanes in reverse order, so that none starves.
    private const int ReverseTurn = 8;

    /// <summary>
    /// The most imports that may wait when a trial is added. Imports themselves are few, since each waits for its own, and are never
    /// refused: their rows would be recorded as refused.
    /// </summary>
    public const int MostBeforeTrial = 500;

    private readonly Lock _lock = new();
    private readonly RoundRobin[] _lanes = [.. HashLanes.OfCallers.Select(_ => FairByClient())];
    private readonly Fifo _imports = new();
    private readonly Dictionary<string, int> _countByClient = new(StringComparer.Ordinal);
    private int _count, _turn;

    /// <summary>How many jobs wait in a lane.</summary>
    public int CountOf(HashLane lane)
    {
        lock (_lock)
        {
            return lane == HashLane.Import ? _imports.Count : _lanes[(int)lane].Count;
        }
    }

    /// <summary>How many jobs would be served before this one if it were added now.</summary>
    public int Ahead(HashRequest request)
    {
        lock (_lock)
        {
            if (request.Lane == HashLane.Import)
            {
                return _count + _imports.Count;
            }

            var own = _lanes[(int)request.Lane].Ahead(request);
            return own + Math.Min(_lanes.Take((int)request.Lane).Sum(l => l.Count), (ReverseTurn - 1) * (own + 1));
        }
    }

    /// <summary>Adds a job if there is room or room can be made.</summary>
    /// <param name="job">The job.</param>
    /// <param name="displaced">The job removed to make room; null when there was room.</param>
    public bool TryAdd(HashJob job, out HashJob? displaced)
    {
        lock (_lock)
        {
            displaced = null;
            if (job.Request.Lane == HashLane.Import)
            {
                _imports.Add(job);
                return true;
            }

            if (_count >= capacity && !TryDisplace(job.Request, out displaced))
            {
                return false;
            }

            _lanes[(int)job.Request.Lane].Add(job);
            _countByClient[job.Request.Client] = CountOf(job.Request.Client) + 1;
            _count++;
            return true;
        }
    }

    /// <summary>Removes the import that is served next, if no other job waits.</summary>
    public bool TryTakeImport([NotNullWhen(true)] out HashJob? job)
    {
        lock (_lock)
        {
            job = null;
            return _count == 0 && _imports.TryTake(out job);
        }
    }

    /// <summary>Removes the job that is served next. It is no import.</summary>
    public bool TryTake([NotNullWhen(true)] out HashJob? job)
    {
        lock (_lock)
        {
            var reverse = ++_turn % ReverseTurn == 0;
            for (var i = 0; i < _lanes.Length; i++)
            {
                if (_lanes[reverse ? _lanes.Length - 1 - i : i].TryTake(out job))
                {
                    OnRemoved(job);
                    return true;
                }
            }

            job = null;
            return false;
        }
    }

    private static RoundRobin FairByClient() => new(r => r.Client, () => new RoundRobin(r => r.Address, () => new Fifo()));

    private bool TryDisplace(HashRequest request, [NotNullWhen(true)] out HashJob? displaced)
    {
        var own = CountOf(request.Client);
        var (largest, most) = _countByClient.MaxBy(c => c.Value);
        for (var lane = _lanes.Length - 1; lane >= 0; lane--)
        {
            // A larger client gives way whatever the lane, its least urgent job first. Among equals, a less urgent lane gives way.
            var victim = most > own + 1 ? largest : lane > (int)request.Lane ? _lanes[lane].Largest : null;
            if (victim is not null && CountOf(victim) > own && _lanes[lane].TryTakeNewestOf(victim, out displaced))
            {
                OnRemoved(displaced);
                return true;
            }
        }

        displaced = null;
        return false;
    }

    private int CountOf(string client) => _countByClient.GetValueOrDefault(client);

    private void OnRemoved(HashJob job)
    {
        _count--;
        if (--_countByClient[job.Request.Client] == 0)
        {
            _countByClient.Remove(job.Request.Client);
        }
    }
}
