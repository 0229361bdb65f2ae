using Members.Tests.Bench.Limits;
using Members.Tests.Bench.Report;
using Members.Tests.Bench.Targets;

namespace Members.Tests.Bench.Experiments;

/// <summary>How many members register in a second, with hashes that cost next to nothing, so that storing is what is measured.</summary>
internal sealed class Register : IExperiment
{
    private const int Clients = 16, Cost = 4;
    private const string Sqlite = "SQLite", Postgres = "Members", Loop = "loop of commits";

    public string Name => "register";

    public string Shows => "registrations in a second on SQLite and on PostgreSQL, beside the same commits made by a loop";

    public async Task<Outcome> Run(Stage stage)
    {
        var database = await stage.Database();
        await using var onSqlite = await MembersTarget.Start(Sqlite, Cost);
        var name = await database.New("members");
        await using var onPostgres = await Cluster.StartSilo(Postgres, database.ConnectionString(name), Cost);
        await using var identity = await IdentityTarget.Start(Cost, database.ConnectionString(await database.New("identity")));
        await using var betterAuth = await BetterAuthTarget.Start(Cost, database.Url(await database.New("better_auth")));

        stage.Say("the commits of a registration are counted");
        var sqlite = await Commits.OnSqlite(onSqlite, Clients);
        var postgres = await Commits.OnPostgres(onPostgres, database, name, Clients);
        var pgbench = await Pgbench.Prepare(database);
        var shape = new Pgbench.Shape(Math.Max(1, (int)Math.Round(postgres.Writes)), (int)Math.Round(postgres.Reads), postgres.Bytes);

        // A service that runs for months has compiled what it needs; one that has just started is still at it.
        stage.Say("all are warmed up");
        var first = 1_000_000;
        async Task<IReadOnlyDictionary<string, double>> Load(Target target)
        {
            first += 1_000_000;
            return await Figures.Of(stage, target.Registering with { Clients = Clients, First = first });
        }

        Target[] targets = [onSqlite, onPostgres, identity, betterAuth];
        foreach (var target in targets)
        {
            await target.Populate(stage.IsQuick ? 2_000 : 5_000, first: 100_000);
        }

        Probe[] limits =
        [
            Probe.Of(Loop, async () => await SqliteCommits.Measure(sqlite.Bytes, stage.Seconds) / sqlite.Writes),
            Probe.Of("pgbench", async () =>
                (await Pgbench.Run(database, pgbench, shape, Clients, stage.Seconds)).PerSecond * shape.Writes / postgres.Writes),
        ];
        var rounds = await Rounds.Run(stage, [.. limits, .. targets.Select(t => new Probe(t.Name, () => Load(t)))]);
        Series Rate(string of) => rounds[of, Figures.Rate];
        Row[] rows =
        [
            new()
            {
                What = $"register/s, bcrypt {Cost}, SQLite",
                Limit = rounds[Loop],
                LimitIs = "SQLite transactions one after the other",
                Members = Rate(Sqlite),
                Ratio = Rate(Sqlite).Over(rounds[Loop]),
                Goal = Goal.AtLeast(0.8),
                Note = $"On SQLite, {Clients} clients: {sqlite.Writes:0.00} commits a registration, records of {sqlite.Bytes} bytes.",
            },
            new()
            {
                What = $"register/s, bcrypt {Cost}, PostgreSQL, beside pgbench",
                Limit = rounds["pgbench"],
                LimitIs = $"pgbench, {Clients} clients: {shape.Writes} commits, {shape.Reads} reads",
                Identity = Rate("Identity"),
                BetterAuth = Rate("better-auth"),
                Members = Rate(Postgres),
                Ratio = Rate(Postgres).Over(rounds["pgbench"]),
                Goal = Goal.AtLeast(0.6),
                Note = $"On PostgreSQL: {postgres.Writes:0.00} commits that write and {postgres.Reads:0.00} that read a registration.",
            },
            new()
            {
                What = "the same, beside Identity",
                Limit = Rate("Identity"),
                LimitIs = "Identity",
                Members = Rate(Postgres),
                Ratio = Rate(Postgres).Over(Rate("Identity")),
                Goal = Goal.AtLeast(1.5),
            },
        ];
        IEnumerable<(string, Series)> limited = [(Loop, rounds[Loop]), ("Members, SQLite", Rate(Sqlite)), ("pgbench", rounds["pgbench"])];
        var bars = limited.Concat(targets[1..].Select(t => (t.Name, Rate(t.Name))));
        return new Outcome(rows, new Picture.Bars("Registrations", "a second", [.. bars]));
    }
}
