using Members.Tests.Bench.Limits;
using Members.Tests.Bench.Machine;
using Members.Tests.Bench.Report;
using Members.Tests.Bench.Targets;

namespace Members.Tests.Bench.Experiments;

/// <summary>Logins beside a process that has nothing to do with us and takes every core it gets.</summary>
internal sealed class Neighbour : IExperiment
{
    private const int Clients = 8, Cost = 10;
    private const string Loop = "BCrypt.Net";

    public string Name => "neighbour";

    public string Shows => "logins in a second while another program keeps every core busy, beside the fair share";

    public bool UsesPeers => true;

    public async Task<Outcome> Run(Stage stage)
    {
        var peers = await stage.Peers();
        var probes = peers.All.Select(t => new Probe(t.Name, () => Beside(async () =>
            await Figures.Of(stage, t.LoggingIn with { Clients = Clients, First = 1, Numbers = Peers.Count }))));
        var fair = new Probe(Loop, () => Beside(async () =>
            new Dictionary<string, double> { [Figures.Rate] = await HashLoop.Measure(Cost, stage.Seconds) }));
        var rounds = await Rounds.Run(stage, [fair, .. probes]);
        var row = new Row
        {
            What = $"login/s beside a busy neighbour, bcrypt {Cost}",
            Limit = rounds[Loop, Figures.Rate],
            LimitIs = "BCrypt.Net beside the same neighbour, which is the fair share",
            Identity = rounds["Identity", Figures.Rate],
            BetterAuth = rounds["better-auth", Figures.Rate],
            Members = rounds["Members", Figures.Rate],
            Ratio = rounds["Members", Figures.Rate].Over(rounds[Loop, Figures.Rate]),
            Goal = Goal.AtLeast(0.95),
        };
        return new Outcome(
            [row],
            new Picture.Bars(
                "Logins beside a busy neighbour", "a second",
                [.. peers.All.Select(t => t.Name).Prepend(Loop).Select(n => (n, rounds[n, Figures.Rate]))]));
    }

    // At the usual priority, one for each core.
    private static async Task<IReadOnlyDictionary<string, double>> Beside(Func<Task<IReadOnlyDictionary<string, double>>> measure)
    {
        var busy = await Task.WhenAll(Enumerable.Range(0, Environment.ProcessorCount).Select(_ => Launcher.Start(
            ["sh", "-c", "while :; do :; done"], new Dictionary<string, string>(), "/", Path.Combine(Folders.Work, "neighbour.log"))));
        try
        {
            return await measure();
        }
        finally
        {
            foreach (var process in busy)
            {
                await process.DisposeAsync();
            }
        }
    }
}
