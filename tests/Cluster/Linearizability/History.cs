using System.Collections.Concurrent;

namespace Members.Tests.Cluster.Linearizability;

/// <summary>Records operations by one monotonic clock. Safe to use from many threads.</summary>
internal sealed class History(TimeProvider clock)
{
    private readonly ConcurrentQueue<Entry> _entries = new();

    /// <summary>The operations so far by their calls. One without an answer is unknown.</summary>
    public IReadOnlyList<Operation> Operations => [.. _entries.Select(e => e.Operation).OfType<Operation>().OrderBy(o => o.Call)];

    /// <summary>Records a call that is about to be made.</summary>
    public Entry Begin(int client, OperationKind kind, int? address, int? member)
    {
        var entry = new Entry(clock, new Operation(client, kind, address, member, Result.Unknown, clock.GetTimestamp(), Return: null));
        _entries.Enqueue(entry);
        return entry;
    }

    internal sealed class Entry(TimeProvider clock, Operation begun)
    {
        private volatile Operation? _operation = begun;

        public Operation? Operation => _operation;

        /// <summary>Records the answer.</summary>
        /// <param name="result">What it says.</param>
        /// <param name="found">The member that it names.</param>
        public void End(Result result, int? found = null)
        {
            if (result != Result.Unknown)
            {
                _operation = _operation! with { Result = result, Member = _operation.Member ?? found, Return = clock.GetTimestamp() };
            }
        }

        /// <summary>Removes the call, which certainly had no effect.</summary>
        public void Withdraw() => _operation = null;
    }
}
