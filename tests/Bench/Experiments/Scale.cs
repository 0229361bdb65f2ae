using Members.Tests.Bench.Load;
using Members.Tests.Bench.Machine;
using Members.Tests.Bench.Report;
using Members.Tests.Bench.Targets;

namespace Members.Tests.Bench.Experiments;

/// <summary>Whether twice as many silos check twice as many sessions, when each has a fixed part of a core.</summary>
internal sealed class Scale : IExperiment
{
    private const int Clients = 8, Sessions = 64;
    private static readonly int[] Silos = [1, 2, 4];

    // Half of the machine is left for the load and the database.
    private static double Share => Environment.ProcessorCount / 2.0 / Silos[^1];

    public string Name => "scale";

    public bool IsQuick => false;

    public string Shows => "session checks in a second at 1, 2 and 4 silos, each held to the same part of a core";

    public async Task<Outcome> Run(Stage stage)
    {
        var shares = new List<ProcessorShare>();
        try
        {
            for (var i = 0; i < Silos.Sum(); i++)
            {
                if (ProcessorShare.TryMake(Share, out var reason) is not { } share)
                {
                    return NotMeasured($"Scale was not measured: {reason}.");
                }

                shares.Add(share);
            }

            return await Measure(stage, shares);
        }
        finally
        {
            shares.ForEach(s => s.Dispose());
        }
    }

    private static async Task<Outcome> Measure(Stage stage, List<ProcessorShare> shares)
    {
        var clusters = new List<Cluster>();
        try
        {
            var probes = new List<Probe>();
            var database = await stage.Database();
            stage.Say("the clusters start");
            clusters.AddRange(await Task.WhenAll(Silos.Select(s => Cluster.Start(database, s))));
            foreach (var (silos, cluster) in Silos.Zip(clusters))
            {
                await cluster.Silos[0].Populate(Sessions);
                var checks = await cluster.Silos[0].CheckSessions(Sessions);
                await CheckAtEach(stage, cluster, checks);
                probes.Add(Probe.Of($"{silos}", () => CheckAtEach(stage, cluster, checks)));
            }

            // Only now: a start, and the compilation of what is used most, take longer than all of the measuring in so small a part.
            var each = clusters.SelectMany(c => c.Silos).Zip(shares).ToList();
            each.ForEach(e => e.Second.Hold(e.First.Server.Id));
            return Of(await Rounds.Run(stage, probes));
        }
        finally
        {
            foreach (var cluster in clusters)
            {
                await cluster.DisposeAsync();
            }
        }
    }

    private static async Task<double> CheckAtEach(Stage stage, Cluster cluster, LoadPlan checks)
    {
        var loads = cluster.Silos.Select(s => LoadProcess.Run(
            checks with { Port = s.Server.Port, Clients = Clients, Seconds = stage.Seconds, WarmUp = stage.WarmUp }));
        return (await Task.WhenAll(loads)).Sum(l => l.PerSecond);
    }

    private static Outcome Of(Rounds rounds)
    {
        var rows = Silos[1..].Select(silos => new Row
        {
            What = $"check/s at {silos} silos of {Share:0.##} cores each",
            Limit = rounds["1"].Times(silos),
            LimitIs = "as many times what one such silo does",
            Members = rounds[$"{silos}"],
            Ratio = rounds[$"{silos}"].Over(rounds["1"].Times(silos)),
        });
        return new Outcome([.. rows], Picture(("measured", [.. Silos.Select(s => rounds[$"{s}"].Median)])));
    }

    private static Outcome NotMeasured(string reason) => new([new Row { What = "check/s at 2 and 4 silos", Note = reason }], Picture());

    private static Picture.Lines Picture(params (string Name, IReadOnlyList<double> Values)[] items) =>
        new("Session checks", "a second", "silos", [.. Silos.Select(s => (double)s)], items);
}
