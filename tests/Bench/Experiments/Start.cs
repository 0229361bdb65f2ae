using Members.Tests.Bench.Limits;
using Members.Tests.Bench.Machine;
using Members.Tests.Bench.Report;
using Members.Tests.Bench.Targets;

namespace Members.Tests.Bench.Experiments;

/// <summary>How long a process takes from its start to its first 200, and what memory it uses when it has nothing to do.</summary>
internal sealed class Start : IExperiment
{
    private static readonly string[] Names = ["bare", "Identity", "better-auth", "Members"];

    public string Name => "start";

    public string Shows => "time from the start of the process to its first 200, and idle memory";

    public async Task<Outcome> Run(Stage stage)
    {
        var database = await stage.Database();
        var (identity, betterAuth) = (await database.New("identity"), await database.New("better_auth"));
        var folder = Folders.New("members");
        async Task<IAsyncDisposable> Launch(string name) => name switch
        {
            "bare" => await BareEndpoint.Start(),
            "Identity" => await IdentityTarget.Start(10, database.ConnectionString(identity)),
            "better-auth" => await BetterAuthTarget.Start(10, database.Url(betterAuth)),
            _ => await MembersTarget.Start("Members", 10, directory: folder),
        };

        // The first start makes the database. It is not counted.
        foreach (var name in Names)
        {
            await (await Launch(name)).DisposeAsync();
        }

        var starts = await Rounds.Run(stage, [.. Names.Select(n => Probe.Of(n, async () =>
        {
            await using var running = await Launch(n);
            return ServerOf(running).StartTime.TotalSeconds;
        }))]);

        var all = await Task.WhenAll(Names.Select(Launch));
        var idle = TimeSpan.FromSeconds(stage.IsQuick ? 5 : 10);
        stage.Say($"all of them idle for {idle.TotalSeconds} seconds");
        await Task.Delay(idle);
        var memory = Names.Zip(all, (name, running) => (name, Series.Of(ServerOf(running).Megabytes))).ToDictionary();
        foreach (var running in all)
        {
            await running.DisposeAsync();
        }

        Row[] rows =
        [
            Compare("start to first answer, s", n => starts[n], 1.2),
            Compare($"memory after {idle.TotalSeconds} s of idleness, MB", n => memory[n], 110),
        ];
        return new Outcome(rows, new Picture.Bars("Start to first answer", "seconds", [.. Names.Select(n => (n, starts[n]))]));
    }

    private static Server ServerOf(IAsyncDisposable running) => running as Server ?? ((Target)running).Server;

    private static Row Compare(string what, Func<string, Series> of, double goal) => new()
    {
        What = what,
        Limit = of("bare"),
        LimitIs = "bare endpoint",
        Identity = of("Identity"),
        BetterAuth = of("better-auth"),
        Members = of("Members"),
        Goal = Goal.AtMost(goal),
    };
}
