using Members.Tests.Bench.Limits;
using Members.Tests.Bench.Report;
using Members.Tests.Bench.Targets;

namespace Members.Tests.Bench.Experiments;

/// <summary>How many members log in in a second.</summary>
internal sealed class Logins : IExperiment
{
    private const int Clients = 8, Cost = 10;

    public string Name => "logins";

    public string Shows => "logins in a second beside what the processor can hash";

    public bool UsesPeers => true;

    public async Task<Outcome> Run(Stage stage)
    {
        var peers = await stage.Peers();
        const string Loop = "BCrypt.Net";
        var probes = peers.All.Select(t =>
            Figures.Probe(stage, t.Name, t.LoggingIn with { Clients = Clients, First = 1, Numbers = Peers.Count }));
        var rounds = await Rounds.Run(
            stage, [new Probe(Loop, async () => new Dictionary<string, double> { [Figures.Rate] = await HashLoop.Measure(Cost, stage.Seconds) }), .. probes]);
        var row = new Row
        {
            What = $"login/s, bcrypt {Cost}, {Clients} clients",
            Limit = rounds[Loop, Figures.Rate],
            LimitIs = "BCrypt.Net on all cores",
            Identity = rounds["Identity", Figures.Rate],
            BetterAuth = rounds["better-auth", Figures.Rate],
            Members = rounds["Members", Figures.Rate],
            Ratio = rounds["Members", Figures.Rate].Over(rounds[Loop, Figures.Rate]),
            Goal = Goal.AtLeast(0.98),
        };
        return new Outcome(
            [row],
            new Picture.Bars("Logins", "a second", [.. peers.All.Select(t => t.Name).Prepend(Loop).Select(n => (n, rounds[n, Figures.Rate]))]));
    }
}
