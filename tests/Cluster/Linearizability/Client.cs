using System.Diagnostics;

namespace Members.Tests.Cluster.Linearizability;

/// <summary>What the clients of a universe share.</summary>
internal sealed class Crew(MembersApi api, IReadOnlyList<Uri> gateways, Mix mix, History history, TimeSpan patience)
{
    private int _hired;

    public MembersApi Api => api;

    public IReadOnlyList<Uri> Gateways => gateways;

    public Mix Mix => mix;

    public History History => history;

    public TimeSpan Patience => patience;

    public int NextNumber() => Interlocked.Increment(ref _hired);
}

/// <summary>One client: it has one operation at a time, goes round the gateways, and writes down what it sees.</summary>
internal sealed class Client(Crew crew, int firstGateway)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);
    private int _number = crew.NextNumber();
    private int _turn = firstGateway;

    /// <summary>Does an operation, again if need be until somebody has taken it.</summary>
    public async Task<Result> Do(Plan plan, CancellationToken cancellation)
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            var call = crew.History.Begin(_number, plan.Kind, plan.Address, plan.Attempt.Number);
            var reply = await crew.Api.Send(crew.Gateways[_turn++ % crew.Gateways.Count], plan, cancellation);
            if (reply.Result is { } result)
            {
                call.End(result);
                crew.Mix.Learn(plan, result, reply.Id);
                await Recover(result, cancellation);
                return result;
            }

            call.Withdraw();
            if (watch.Elapsed > crew.Patience)
            {
                throw new TimeoutException($"Nobody took a {plan.Kind} within {crew.Patience}.");
            }

            await Task.Delay(Pause, cancellation);
        }
    }

    // An operation without an answer may be under way still, so its client is gone as far as the history is concerned.
    // The pause keeps a fault from making nothing but unknown operations.
    private async Task Recover(Result result, CancellationToken cancellation)
    {
        if (result == Result.Unknown)
        {
            _number = crew.NextNumber();
            await Task.Delay(Pause, cancellation);
        }
    }
}
