using System.Globalization;
using Members.Tests.Cluster.Hosting;
using Members.Tests.Cluster.Invariants;
using Members.Tests.Cluster.Linearizability;
using Members.Tests.Cluster.Load;

namespace Members.Tests.Cluster.Faults;

/// <summary>One fault under load: before, during and after it, and then the checks of the invariants.</summary>
internal sealed class FaultRound(
    ClusterUnderTest cluster, LoadContext context, InvariantChecks checks, List<IReadOnlyList<Operation>> histories, int seed)
{
    private static readonly TimeSpan Before = RunOptions.Seconds(0.5, 5);
    private static readonly TimeSpan Calm = RunOptions.Seconds(0.7, 5);
    private static readonly TimeSpan HeadStart = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(100);

    public async Task<RoundResult> Play(Fault fault)
    {
        if (fault.Impossible(cluster) is { } reason)
        {
            return new RoundResult(fault.Name, seed) { NotRun = reason };
        }

        await fault.Prepare(cluster, context);
        var (traffic, start) = (context.Client.Traffic = new Traffic(), Start.Of(cluster, context.Journal));
        using var workloads = new Workloads(cluster, seed);
        var moments = await PlayLoad(fault, traffic, workloads);
        var requests = traffic.Requests;
        await File.AppendAllLinesAsync(Path.Combine(cluster.LogFolder, "disturbed.txt"), Report(fault, traffic, moments));

        // A silo that was cut off may learn only now that it is out, and end.
        await cluster.Restore();
        IReadOnlyList<IReadOnlyList<Operation>> recorded = [];
        await cluster.Supervise(Task.Run(async () =>
        {
            recorded = await workloads.Settle(context.Journal);
            await checks.AfterRound(start.Touched(context.Journal));
        }));
        histories.AddRange(recorded);
        return new RoundResult(fault.Name, seed)
        {
            Evidence = fault.Evidence,
            Operations = requests + recorded.Sum(h => h.Count),
            Delayed = traffic.Delayed.Count,
            Acknowledged = context.Journal.Acknowledged - start.Acknowledged,
            DeadChecks = context.Journal.DeadChecks - start.DeadChecks,
            LongestWait = LongestWait(traffic, fault),
            Recovered = Recovered(traffic, fault, moments),
            Limit = fault.Limit,
            Evicted = cluster.Evicted - start.Evicted,
            Took = Traffic.Between(start.At, Traffic.Now),
            Violations = [.. context.Journal.Violations.Skip(start.Violations)],
        };
    }

    private async Task<Moments> PlayLoad(Fault fault, Traffic traffic, Workloads workloads)
    {
        await using var load = MixedLoad.Start(context.Client, context.Journal, context.Population, context.Mail, seed);
        await Task.Delay(Before);
        workloads.Begin();
        await Task.Delay(HeadStart);
        await fault.Inject(cluster, context);
        var injected = Traffic.Now;
        await Task.Delay(fault.Lasts);
        load.EnsureAlive();
        var healing = Traffic.Now;
        await fault.Heal(cluster, context);

        var healed = Traffic.Now;
        await Eventually.Within(fault.Limit.Within + Slack, async () =>
        {
            await Task.Delay(Step);
            load.EnsureAlive();
            var last = traffic.Disturbed.Select(t => t.End).DefaultIfEmpty(injected).Max();
            return Traffic.Between(Math.Max(last, healed), Traffic.Now) > Calm;
        });
        await workloads.Stop();
        await load.Stop();
        return new Moments(injected, healing, healed);
    }

    // Until when requests that were sent were not answered as always. One that was under way to the victim may wait as long as
    // the product waits: that is the longest wait. Whoever comes back afterwards may disturb too, and no longer than the fault
    // itself; that it is slow beside the load, on the same cores, is no disturbance.
    private static TimeSpan Recovered(Traffic traffic, Fault fault, Moments at)
    {
        var others = traffic.Disturbed.Where(t => !fault.Hit.Contains(t.Endpoint)).ToList();
        if (fault.Limit.Since == Since.Healing)
        {
            return Last(others.Where(t => t.Start >= at.Healed), at.Healed);
        }

        var during = Last(others.Where(t => t.Start >= at.Injected && t.Start < at.Healing), at.Injected);
        var back = others.Where(t => t.Start >= at.Healing && t.Status is 0 or >= 500).Select(t => t.Start).ToList();
        var afterwards = back.Count == 0 ? TimeSpan.Zero : Traffic.Between(back.Min(), back.Max());
        return during > afterwards ? during : afterwards;
    }

    private static TimeSpan Last(IEnumerable<Exchange> exchanges, long since) =>
        Traffic.Between(since, exchanges.Select(t => t.Start).DefaultIfEmpty(since).Max());

    // The longest that a client waited, without its requests to those who were hit themselves.
    private static TimeSpan LongestWait(Traffic traffic, Fault fault) => traffic.Delayed
        .Select(d => Traffic.Between(d.Start, d.End) - d.Tries.Where(t => fault.Hit.Contains(t.Endpoint)).Aggregate(TimeSpan.Zero, Add))
        .DefaultIfEmpty(TimeSpan.Zero)
        .Max();

    private static TimeSpan Add(TimeSpan sum, Exchange exchange) => sum + Traffic.Between(exchange.Start, exchange.End);

    // For a person who wants to know what took so long.
    private static IEnumerable<string> Report(Fault fault, Traffic traffic, Moments at)
    {
        yield return $"{fault.Name}: {fault.Evidence}, healed from {Text(at.Healing)} to {Text(at.Healed)}, {traffic.Requests} requests";
        foreach (var exchange in traffic.Disturbed.OrderBy(t => t.End))
        {
            yield return $"  {Text(exchange.Start)} to {Text(exchange.End)}: {exchange.Endpoint} {exchange.Status}";
        }

        string Text(long time) => string.Create(CultureInfo.InvariantCulture, $"{Traffic.Between(at.Injected, time).TotalSeconds:0.00} s");
    }

    private sealed record Moments(long Injected, long Healing, long Healed);

    // What there was when the round began, to tell what it has added.
    private sealed record Start(long At, int Evicted, long Acknowledged, long DeadChecks, int Violations, IReadOnlySet<string> People)
    {
        public static Start Of(ClusterUnderTest cluster, Journal journal) => new(
            Traffic.Now,
            cluster.Evicted,
            journal.Acknowledged,
            journal.DeadChecks,
            journal.Violations.Count,
            journal.People.Keys.ToHashSet());

        public IReadOnlyCollection<Person> Touched(Journal journal) =>
            [.. journal.People.Where(p => !People.Contains(p.Key)).Select(p => p.Value)];
    }
}
