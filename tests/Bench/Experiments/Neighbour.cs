using Members.Tests.Bench.Limits;
using Members.Tests.Bench.Machine;
using Members.Tests.Bench.Report;

namespace Members.Tests.Bench.Experiments;

/// <summary>Logins beside a process that has nothing to do with us and takes every core it gets.</summary>
internal sealed class Neighbour : IExperiment
{
    private const int Cost = 10;
    private const string Loop = "BCrypt.Net";

    public string Name => "neighbour";

    public bool IsQuick => false;

    public string Shows => "logins in a second while another program keeps every core busy, beside the fair share";

    public bool UsesPeers => true;

    public async Task<Outcome> Run(Stage stage)
    {
        var peers = await stage.Peers();
        var probes = peers.All.Select(t => Probe.Of(t.Name, () => Beside(() => Logins.Rate(stage, t))));
        var fair = Probe.Of(Loop, () => Beside(() => HashLoop.Measure(Cost, stage.SlowSeconds)));
        var rounds = await Rounds.Run(stage, [fair, .. probes]);
        var row = new Row
        {
            What = $"login/s beside a busy neighbour, bcrypt {Cost}",
            Limit = rounds[Loop],
            LimitIs = "BCrypt.Net beside the same neighbour, which is the fair share",
            Identity = rounds["Identity"],
            BetterAuth = rounds["better-auth"],
            Members = rounds["Members"],
            Ratio = rounds["Members"].Over(rounds[Loop]),
            Goal = Goal.AtLeast(0.95),
        };
        var bars = peers.All.Select(t => t.Name).Prepend(Loop).Select(n => (n, rounds[n]));
        return new Outcome([row], new Picture.Bars("Logins beside a busy neighbour", "a second", [.. bars]));
    }

    // At the usual priority, one for each core.
    private static async Task<double> Beside(Func<Task<double>> measure)
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
