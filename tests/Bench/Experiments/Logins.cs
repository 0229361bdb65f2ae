using Members.Tests.Bench.Limits;
using Members.Tests.Bench.Load;
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
        var probes = peers.All.Select(t => Probe.Of(t.Name, () => Rate(stage, t)));
        var rounds = await Rounds.Run(stage, [Probe.Of(Loop, () => HashLoop.Measure(Cost, stage.SlowSeconds)), .. probes]);
        var row = new Row
        {
            What = $"login/s, bcrypt {Cost}, {Clients} clients",
            Limit = rounds[Loop],
            LimitIs = "BCrypt.Net on all cores",
            Identity = rounds["Identity"],
            BetterAuth = rounds["better-auth"],
            Members = rounds["Members"],
            Ratio = rounds["Members"].Over(rounds[Loop]),
            Goal = Goal.AtLeast(0.98),
        };
        var bars = peers.All.Select(t => t.Name).Prepend(Loop).Select(n => (n, rounds[n]));
        return new Outcome([row], new Picture.Bars("Logins", "a second", [.. bars]));
    }

    /// <summary>Logins in a second at a service, by eight clients.</summary>
    public static async Task<double> Rate(Stage stage, Target target) => (await LoadProcess.Run(
        target.LoggingIn with
        {
            Clients = Clients,
            First = 1,
            Numbers = Peers.Count,
            Seconds = stage.SlowSeconds,
            WarmUp = stage.WarmUp,
        })).PerSecond;
}
