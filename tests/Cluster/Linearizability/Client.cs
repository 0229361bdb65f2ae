using System.Diagnostics;

namespace Members.Tests.Cluster.Linearizability;

/// <summary>What the clients of a universe share.</summary>
internal sealed class Crew(MembersApi api, IReadOnlyList<Uri> gateways, Mix mix, History history, UniverseOptions options)
{
    private int _hired;

    public MembersApi Api => api;

    public IReadOnlyList<Uri> Gateways => gateways;

    public Mix Mix => mix;

    public History History => history;

    public UniverseOptions Options => options;

    public int NextNumber() => Interlocked.Increment(ref _hired);
}

/// <summary>One client: it has one operation at a time, goes round the gateways, and writes down what it sees.</summary>
internal sealed class Client(Crew crew, int firstGateway)
{
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
            if (watch.Elapsed > crew.Options.Patience)
            {
                // Given up, without an effect: a member's outbox is full for as long as there is no mail server (429).
                return Result.Unknown;
            }

            await Task.Delay(crew.Options.Pause, cancellation);
        }
    }

    // An operation without an answer may be under way still, so its client is gone as far as the history is concerned.
    private async Task Recover(Result result, CancellationToken cancellation)
    {
        if (result == Result.Unknown)
        {
            _number = crew.NextNumber();
            await Task.Delay(crew.Options.Pause, cancellation);
        }
    }
}
