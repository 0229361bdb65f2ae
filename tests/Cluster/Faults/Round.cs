using System.Globalization;
using Members.Tests.Cluster.Hosting;
using Members.Tests.Cluster.Invariants;
using Members.Tests.Cluster.Linearizability.Checking;
using Members.Tests.Cluster.Load;

namespace Members.Tests.Cluster.Faults;

/// <summary>One fault under load: before, during, after, and then the examination.</summary>
internal sealed class Round(ClusterUnderTest cluster, Stage stage, Examination examination, List<IReadOnlyList<Operation>> histories, int seed)
{
    private static readonly TimeSpan Before = Phases.Seconds(1, 5);
    private static readonly TimeSpan Calm = Phases.Seconds(1.5, 5);
    private static readonly TimeSpan HeadStart = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(100);

    public async Task<RoundResult> Play(Fault fault)
    {
        if (fault.Impossible(cluster) is { } reason)
        {
            return new RoundResult(fault.Name, seed) { NotRun = reason };
        }

        await fault.Prepare(cluster, stage);
        var (traffic, start) = (stage.Caller.Traffic = new Traffic(), Start.Of(stage.Journal));
        using var workloads = new Workloads(cluster, seed);
        var moments = await PlayLoad(fault, traffic, workloads);
        await cluster.Ready();
        histories.AddRange(await workloads.Settle(stage.Journal));
        await File.AppendAllLinesAsync(Path.Combine(cluster.LogFolder, "trouble.txt"), Trouble(fault, traffic, moments));
        await examination.AfterRound(start.Touched(stage.Journal));
        return new RoundResult(fault.Name, seed)
        {
            Evidence = fault.Evidence,
            Held = traffic.HeldUp.Count,
            Acknowledged = stage.Journal.Acknowledged - start.Acknowledged,
            DeadChecks = stage.Journal.DeadChecks - start.DeadChecks,
            Gap = Gap(traffic, fault),
            Recovered = Recovered(traffic, fault, moments),
            Limit = fault.Limit,
            Violations = [.. stage.Journal.Violations.Skip(start.Violations)],
        };
    }

    private async Task<Moments> PlayLoad(Fault fault, Traffic traffic, Workloads workloads)
    {
        await using var load = MixedLoad.Start(stage.Caller, stage.Journal, stage.Crowd, stage.Mail, seed);
        await Task.Delay(Before);
        workloads.Begin();
        await Task.Delay(HeadStart);
        await fault.Inject(cluster, stage);
        var injected = Traffic.Now;
        await Task.Delay(fault.Lasts);
        load.EnsureAlive();
        var healing = Traffic.Now;
        await fault.Heal(cluster, stage);

        var healed = Traffic.Now;
        await Eventually.Within(fault.Limit.Within + Slack, async () =>
        {
            await Task.Delay(Step);
            load.EnsureAlive();
            var last = traffic.Troubled.Select(t => t.End).DefaultIfEmpty(injected).Max();
            return Traffic.Between(Math.Max(last, healed), Traffic.Now) > Calm;
        });
        await workloads.Stop();
        await load.Stop();
        return new Moments(injected, healing, healed);
    }

    // From when on requests that were sent were answered as always. One that was under way to the victim may wait as long as
    // the product waits: see the longest gap. Whoever comes back afterwards may be a disturbance too, and no longer than the
    // fault itself; that it is slow beside the load, with the same cores, is none.
    private static TimeSpan Recovered(Traffic traffic, Fault fault, Moments at)
    {
        var others = traffic.Troubled.Where(t => !fault.Hit.Contains(t.Endpoint)).ToList();
        var back = others.Where(t => t.Start >= at.Healing && t.Status is 0 or >= 500).Select(t => t.Start).ToList();
        return fault.Limit.Since == Since.Healing
            ? Last(others.Where(t => t.Start >= at.Healed), at.Healed)
            : TimeSpan.FromTicks(Math.Max(Last(others.Where(t => t.Start >= at.Injected && t.Start < at.Healing), at.Injected).Ticks, back.Count == 0 ? 0 : Traffic.Between(back.Min(), back.Max()).Ticks));
    }

    private static TimeSpan Last(IEnumerable<Exchange> exchanges, long since) => Traffic.Between(since, exchanges.Select(t => t.Start).DefaultIfEmpty(since).Max());

    // For a person who wants to know what took so long.
    private static IEnumerable<string> Trouble(Fault fault, Traffic traffic, Moments at) => traffic.Troubled
        .OrderBy(t => t.End)
        .Select(t => string.Create(CultureInfo.InvariantCulture, $"  {Seconds(at.Injected, t.Start)} to {Seconds(at.Injected, t.End)} s: {t.Endpoint} {t.Status}"))
        .Prepend(string.Create(CultureInfo.InvariantCulture, $"{fault.Name}: {fault.Evidence}, healed from {Seconds(at.Injected, at.Healing)} to {Seconds(at.Injected, at.Healed)} s, {traffic.Requests} requests"));

    private static string Seconds(long from, long to) => Traffic.Between(from, to).TotalSeconds.ToString("0.00", CultureInfo.InvariantCulture);

    private static TimeSpan Gap(Traffic traffic, Fault fault) => traffic.HeldUp
        .Select(h => Traffic.Between(h.Start, h.End) - h.Tries.Where(t => fault.Hit.Contains(t.Endpoint)).Aggregate(TimeSpan.Zero, (sum, t) => sum + Traffic.Between(t.Start, t.End)))
        .DefaultIfEmpty(TimeSpan.Zero)
        .Max();

    private sealed record Moments(long Injected, long Healing, long Healed);

    // What there was when the round began, to tell what it has added.
    private sealed record Start(long Acknowledged, long DeadChecks, int Violations, IReadOnlySet<string> People)
    {
        public static Start Of(Journal journal) => new(journal.Acknowledged, journal.DeadChecks, journal.Violations.Count, journal.People.Keys.ToHashSet());

        public IReadOnlyCollection<Person> Touched(Journal journal) => [.. journal.People.Where(p => !People.Contains(p.Key)).Select(p => p.Value)];
    }
}
