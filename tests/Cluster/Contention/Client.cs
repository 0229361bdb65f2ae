using Members.Tests.Cluster.Linearizability;

namespace Members.Tests.Cluster.Contention;

/// <summary>A client, which has one operation at a time and records it.</summary>
/// <param name="members">Carries out the operations.</param>
/// <param name="generator">Learns from the answers.</param>
/// <param name="history">Where the operations are recorded.</param>
/// <param name="options">How patient the client is.</param>
/// <param name="nextNumber">Gives a number that no client has had.</param>
internal sealed class Client(IMembers members, Generator generator, History history, WorkloadOptions options, Func<int> nextNumber)
{
    private int _number = nextNumber();
    private int _turn;

    /// <summary>Carries out an operation, and offers it again as long as nobody takes it.</summary>
    public async Task<Result> Execute(Invocation invocation, CancellationToken cancellation)
    {
        for (var start = options.Time.GetTimestamp(); options.Time.GetElapsedTime(start) < options.Patience;)
        {
            var entry = history.Begin(_number, invocation.Kind, invocation.Address, invocation.Account?.Number);
            var reply = await members.Send(_number + _turn++, invocation, cancellation);
            if (reply.Result is not { } result)
            {
                entry.Withdraw();
                await Task.Delay(options.Pause, options.Time, cancellation);
                continue;
            }

            entry.End(result, reply.Found);
            generator.Learn(invocation, reply);
            if (result == Result.Unknown)
            {
                // The operation may still be under way, so whatever follows is another client's as far as the history goes.
                _number = nextNumber();
                await Task.Delay(options.Pause, options.Time, cancellation);
            }

            return result;
        }

        // Never taken, so without an effect: a member's outbox is full (429) as long as there is no mail server.
        return Result.Unknown;
    }

    /// <summary>Carries out a read until it has a definite answer.</summary>
    public async Task<Result> Read(Invocation read, CancellationToken cancellation)
    {
        for (var start = options.Time.GetTimestamp(); options.Time.GetElapsedTime(start) < options.Patience;)
        {
            if (await Execute(read, cancellation) is not Result.Unknown and var result)
            {
                return result;
            }
        }

        throw new TimeoutException($"{read.Kind} of address {read.Address} got no definite answer within {options.Patience}.");
    }
}
