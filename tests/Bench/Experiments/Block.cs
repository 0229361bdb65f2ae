using Members.Tests.Bench.Limits;
using Members.Tests.Bench.Load;
using Members.Tests.Bench.Report;
using Members.Tests.Bench.Targets;

namespace Members.Tests.Bench.Experiments;

/// <summary>How long a block takes until it is complete everywhere.</summary>
internal sealed class Block : IExperiment
{
    private const string Single = "single process", Three = "three silos", Sqlite = "SQLite commit", Pg = "PostgreSQL commit";

    public string Name => "block";

    public string Shows => "how long it takes to block a member, in one process and in a cluster of three silos";

    public async Task<Outcome> Run(Stage stage)
    {
        var database = await stage.Database();
        var each = stage.IsQuick ? 50 : 200;
        await using var single = await MembersTarget.Start(Single, 4);
        await using var cluster = await Cluster.Start(database, 3);
        stage.Say("members register");
        await single.Populate(each * stage.Rounds);
        await cluster.Silos[0].Populate(each * stage.Rounds);
        var pgbench = await Pgbench.Prepare(database);
        var bytes = 1000;

        // Each round blocks others.
        var (ofSingle, ofThree) = (1, 1);
        Task<IReadOnlyDictionary<string, double>> Load(MembersTarget target, ref int first)
        {
            var plan = target.Blocking with { First = first, Most = each, Seconds = 60 };
            first += each;
            return Measure(plan);
        }

        var rounds = await Rounds.Run(
            stage,
            Probe.Of(Sqlite, async () => 1000 / await SqliteCommits.Measure(bytes, 0.5)),
            Probe.Of(Pg, async () => (await Pgbench.Run(database, pgbench, new Pgbench.Shape(1, 0, bytes), 1, 1)).Milliseconds),
            new Probe(Single, () => Load(single, ref ofSingle)),
            new Probe(Three, () => Load(cluster.Silos[0], ref ofThree)));
        return new Outcome(
            [.. Rows(rounds, Single, Sqlite), .. Rows(rounds, Three, Pg)],
            new Picture.Bars(
                "A block, from the request to its answer", "milliseconds",
                [.. new[] { Single, Three }.SelectMany(n => new[] { Figures.P50, Figures.P99 }.Select(f => ($"{n}, {f}", rounds[n, f])))]));
    }

    private static async Task<IReadOnlyDictionary<string, double>> Measure(LoadPlan plan) => Figures.Of(await LoadProcess.Run(plan));

    private static IEnumerable<Row> Rows(Rounds rounds, string name, string limit) =>
        from figure in new[] { Figures.P50, Figures.P99 }
        select new Row
        {
            What = $"block {figure}, ms, {name}",
            Limit = rounds[limit],
            LimitIs = $"{limit} that is on the disk, mean",
            Members = rounds[name, figure],
            Ratio = rounds[name, figure].Over(rounds[limit]),
        };
}
