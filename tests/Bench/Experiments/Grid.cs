using Members.Tests.Bench.Load;
using Members.Tests.Bench.Report;
using Members.Tests.Bench.Targets;

namespace Members.Tests.Bench.Experiments;

/// <summary>Whether a check takes as long with many members as with few, at two loads, while one request in a hundred writes.</summary>
internal sealed class Grid : IExperiment
{
    private const int Clients = 16;
    private const double Writes = 0.01;
    private static readonly double[] Loads = [500, 2_000];

    public string Name => "grid";

    public bool IsQuick => false;

    public string Shows => "95th percentile of checks: members x load, with 1 % writes";

    public async Task<Outcome> Run(Stage stage)
    {
        int[] sizes = stage.IsQuick ? [10, 1_000] : [10, 500, 5_000];
        var database = await stage.Database();
        await using var members = await Cluster.StartSilo("Members", database.ConnectionString(await database.New("members")), 4);
        stage.Say($"{sizes[^1]} members get a session each");
        var sessions = await ManySessions.Make(members, sizes[^1]);
        var probes = from size in sizes
                     from load in Loads
                     select new Probe(NameOf(size, load), () => Measure(stage, members, [.. sessions.Take(size)], load));
        var rounds = await Rounds.Run(stage, [.. probes]);
        var rows = Loads.Select(load => new Row
        {
            What = $"p95 of checks at {load:#,0}/s and 1 % writes, {sizes[^1]:#,0} members, ms",
            Limit = rounds[NameOf(sizes[0], load), Figures.P95],
            LimitIs = $"the same with {sizes[0]} members",
            Members = rounds[NameOf(sizes[^1], load), Figures.P95],
            Ratio = rounds[NameOf(sizes[^1], load), Figures.P95].Over(rounds[NameOf(sizes[0], load), Figures.P95]),
            Goal = Goal.AtMost(1.5),
        });
        IReadOnlyList<double> Line(double load) => [.. sizes.Select(s => rounds[NameOf(s, load), Figures.P95].Median)];
        var picture = new Picture.Lines(
            "Checks with 1 % writes", "p95, milliseconds", "members", [.. sizes.Select(s => (double)s)],
            [.. Loads.Select(load => ($"{load:#,0}/s", Line(load)))]);
        return new Outcome([.. rows], picture);
    }

    private static async Task<IReadOnlyDictionary<string, double>> Measure(
        Stage stage, MembersTarget members, IReadOnlyList<string> sessions, double load)
    {
        var writes = members.MakingTickets with
        {
            Clients = 2,
            Rate = load * Writes,
            First = 1,
            Numbers = sessions.Count,
            Seconds = stage.Seconds,
            WarmUp = stage.WarmUp,
        };
        var writing = LoadProcess.Run(writes);
        var checks = await Figures.Of(stage, members.Plan(sessions) with { Clients = Clients, Rate = load * (1 - Writes) });
        return (await writing).Good > 0 ? checks : throw new InvalidOperationException($"No write succeeded: {(await writing).Refusals}.");
    }

    private static string NameOf(int size, double load) => $"{size} members, {load}/s";
}
