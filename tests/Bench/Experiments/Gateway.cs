using Members.Tests.Bench.Limits;
using Members.Tests.Bench.Report;
using Members.Tests.Bench.Targets;

namespace Members.Tests.Bench.Experiments;

/// <summary>How many sessions a gateway without a silo checks in a second.</summary>
internal sealed class Gateway : IExperiment
{
    private const int Clients = 16, Sessions = 48;

    public string Name => "gateway";

    public string Shows => "session checks in a second at a separate gateway and at a silo, with three silos";

    public async Task<Outcome> Run(Stage stage)
    {
        await using var cluster = await Cluster.Start(await stage.Database(), 3);
        var gateway = await cluster.AddGateway();
        var silo = cluster.Silos[0];
        stage.Say("members register");
        await silo.Populate(Sessions);
        var atSilo = (await silo.CheckSessions(Sessions)) with { Clients = Clients };
        await using var bare = await BareEndpoint.Start(silo.Url, atSilo.Requests[0]);
        var rounds = await Rounds.Run(
            stage,
            Figures.Probe(stage, "bare", atSilo with { Port = bare.Port }),
            Figures.Probe(stage, "silo", atSilo),
            Figures.Probe(stage, "gateway", atSilo with { Port = gateway.Server.Port }));
        Row Of(string name, Goal? goal) => new()
        {
            What = $"check/s at a {name}, three silos",
            Limit = rounds["bare", Figures.Rate],
            LimitIs = "bare endpoint",
            Members = rounds[name, Figures.Rate],
            Ratio = rounds[name, Figures.Rate].Over(rounds["bare", Figures.Rate]),
            Goal = goal,
        };
        string[] names = ["bare", "silo", "gateway"];
        return new Outcome(
            [Of("gateway", Goal.AtLeast(0.7)), Of("silo", null)],
            new Picture.Bars("Session checks, three silos", "a second", [.. names.Select(n => (n, rounds[n, Figures.Rate]))]));
    }
}
