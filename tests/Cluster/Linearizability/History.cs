using System.Collections.Concurrent;

namespace Members.Tests.Cluster.Linearizability;

/// <summary>Records what the clients of one universe do, all by one clock. Safe to use from many threads.</summary>
/// <param name="clock">Its timestamps are monotonic.</param>
internal sealed class History(TimeProvider clock)
{
    private readonly ConcurrentQueue<Call> _calls = new();

    /// <summary>The operations so far, by their calls. One that has no answer yet is unknown.</summary>
    public IReadOnlyList<Operation> Operations => [.. _calls.Select(c => c.Operation).OfType<Operation>().OrderBy(o => o.Call)];

    /// <summary>Notes a call, just before it is made.</summary>
    public Call Begin(int client, OperationKind kind, int address, int member)
    {
        var call = new Call(clock, new Operation(client, kind, address, member, Result.Unknown, clock.GetTimestamp(), Operation.Never));
        _calls.Enqueue(call);
        return call;
    }

    /// <summary>A call that was made.</summary>
    internal sealed class Call(TimeProvider clock, Operation begun)
    {
        private volatile Operation? _ended;
        private volatile bool _withdrawn;

        public Operation? Operation => _withdrawn ? null : _ended ?? begun;

        /// <summary>Notes the answer, once it is there. An unknown outcome has no return.</summary>
        public void End(Result result)
        {
            if (result != Result.Unknown)
            {
                _ended = begun with { Result = result, Return = clock.GetTimestamp() };
            }
        }

        /// <summary>Forgets the call: it certainly reached nobody, or was sent away before anything was done.</summary>
        public void Withdraw() => _withdrawn = true;
    }
}
