using Members.Tests.Bench.Report;

namespace Members.Tests.Bench.Experiments;

/// <summary>How many sessions are checked in a second, and how long a check takes.</summary>
internal sealed class Checks : IExperiment
{
    private const int Clients = 16;
    private const double SteadyRate = 500;

    public string Name => "checks";

    public string Shows => "session checks in a second and their 99th percentile, revocable at once";

    public bool UsesPeers => true;

    public async Task<Outcome> Run(Stage stage)
    {
        var peers = await stage.Peers();
        string[] names = ["bare", "Members", "Identity", "stateless", "better-auth"];
        var closed = await Rounds.Run(
            stage, [.. names.Select(n => Figures.Probe(stage, n, peers.Checks[n] with { Clients = Clients }))]);
        var arriving = names.Where(n => n != "stateless").Select(n =>
            Figures.Probe(stage, n, peers.Checks[n] with { Clients = Clients, Rate = SteadyRate }));
        var steady = await Rounds.Run(stage, [.. arriving]);
        var rate = Row("session check/s, 16 clients", closed, Figures.Rate, Goal.AtLeast(0.8)) with
        {
            Note = $"Identity without revocation (stateless): {closed["stateless", Figures.Rate].Median:#,0}/s. "
                + $"The load took {closed["bare", Figures.Generator].Median:P0} of the machine beside bare, "
                + $"{closed["Members", Figures.Generator].Median:P0} beside Members.",
        };
        Row[] rows =
        [
            rate,
            Row("its p99, ms", closed, Figures.P99, Goal.AtMost(1.2)),
            Row($"p99 at {SteadyRate:0}/s at a constant rate, ms", steady, Figures.P99, Goal.AtMost(1.2)) with
            {
                Note = $"At the constant rate the load itself was late by {Words.Of(steady["bare", Figures.Late].Median)} ms (p99) "
                    + $"beside bare and {Words.Of(steady["Members", Figures.Late].Median)} ms beside Members.",
            },
        ];
        return new Outcome(rows, new Picture.Bars("Session checks", "a second", [.. names.Select(n => (n, closed[n, Figures.Rate]))]));
    }

    private static Row Row(string what, Rounds rounds, string figure, Goal goal) => new()
    {
        What = what,
        Limit = rounds["bare", figure],
        LimitIs = "bare endpoint",
        Identity = rounds["Identity", figure],
        BetterAuth = rounds["better-auth", figure],
        Members = rounds["Members", figure],
        Ratio = rounds["Members", figure].Over(rounds["bare", figure]),
        Goal = goal,
    };
}
