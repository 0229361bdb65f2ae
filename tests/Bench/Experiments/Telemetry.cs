using Members.Tests.Bench.Report;
using Members.Tests.Bench.Targets;

namespace Members.Tests.Bench.Experiments;

/// <summary>What traces and metrics cost that are sent to a collector.</summary>
internal sealed class Telemetry : IExperiment
{
    private const int Clients = 16, Sessions = 16;
    private const string Off = "Members, silent", On = "Members, sending";

    public string Name => "telemetry";

    public bool IsQuick => false;

    public string Shows => "session checks in a second with and without traces and metrics that are sent to a collector";

    public async Task<Outcome> Run(Stage stage)
    {
        await using var collector = Collector.Start();
        await using var off = await MembersTarget.Start(Off, 4);
        await using var on = await MembersTarget.Start(On, 4, new Dictionary<string, string>
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Url,
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
        });
        var probes = new List<Probe>();
        foreach (var target in (MembersTarget[])[off, on])
        {
            await target.Populate(Sessions);
            probes.Add(Figures.Probe(stage, target.Name, (await target.CheckSessions(Sessions)) with { Clients = Clients }));
        }

        var rounds = await Rounds.Run(stage, probes);
        var row = new Row
        {
            What = "check/s with telemetry on",
            Limit = rounds[Off, Figures.Rate],
            LimitIs = "Members without telemetry",
            Members = rounds[On, Figures.Rate],
            Ratio = rounds[On, Figures.Rate].Over(rounds[Off, Figures.Rate]),
            Goal = Goal.AtLeast(0.97),
            Note = $"The collector got {collector.Traces.Count} messages with traces and {collector.Metrics.Count} with metrics, "
                + "on the same machine.",
        };
        var bars = probes.Select(p => (p.Name, rounds[p.Name, Figures.Rate]));
        return new Outcome([row], new Picture.Bars("Session checks with telemetry", "a second", [.. bars]));
    }
}
