using Members.Tests.Bench.Load;
using Members.Tests.Bench.Machine;
using Members.Tests.Bench.Report;
using Members.Tests.Bench.Targets;
using Npgsql;

namespace Members.Tests.Bench.Experiments;

/// <summary>What a member costs who is active: memory for as long as that lasts, and time for the first check.</summary>
internal sealed class Memory : IExperiment
{
    private const int WarmUp = 100;
    private const string Select = "one SELECT", Cold = "first check";

    public string Name => "memory";

    public bool IsQuick => false;

    public string Shows => "memory of an active member, and the first check of a member who is not";

    public async Task<Outcome> Run(Stage stage)
    {
        var database = await stage.Database();
        var name = await database.New("members");
        var connection = database.ConnectionString(name);
        var each = stage.IsQuick ? 500 : 1000;
        stage.Say($"{each * stage.Rounds} members get a session each");
        IReadOnlyList<string> checks;
        await using (var before = await Cluster.StartSilo("Members", connection, 4))
        {
            checks = await ManySessions.Make(before, WarmUp + (each * stage.Rounds));
        }

        // Started again, so that nobody is active. Some are checked first: what the process needs once is no member's.
        await using var members = await Cluster.StartSilo("Members", connection, 4);
        await LoadProcess.Run(members.Plan([.. checks.Take(WarmUp)]) with { Most = 10 * WarmUp, Seconds = 30 });
        await using var source = NpgsqlDataSource.Create(connection);
        var begin = WarmUp;
        var rounds = await Rounds.Run(
            stage,
            Probe.Of(Select, () => SelectOne(source)),
            new Probe(Cold, async () =>
            {
                var cold = checks.Skip(begin).Take(each).ToList();
                begin += each;
                var heap = await ManagedHeap.BytesInUse(members.Server.Id);
                var checking = await LoadProcess.Run(members.Plan(cold) with { Most = cold.Count, Seconds = 60 });
                var grown = await ManagedHeap.BytesInUse(members.Server.Id) - heap;
                return new Dictionary<string, double>
                {
                    [Figures.P50] = checking.Milliseconds("50"),
                    ["heap"] = grown / 1024 / cold.Count,
                };
            }));
        Row[] rows =
        [
            new()
            {
                What = "memory of an active member, KB",
                Members = rounds[Cold, "heap"],
                Goal = Goal.AtMost(4),
                Note = $"The growth of the managed heap over {each} members, after a collection.",
            },
            new()
            {
                What = "first check of a member who is not active, p50, ms",
                Limit = rounds[Select],
                LimitIs = "one SELECT of the record by Npgsql, p50",
                Members = rounds[Cold, Figures.P50],
                Ratio = rounds[Cold, Figures.P50].Over(rounds[Select]),
            },
        ];
        (string, Series)[] bars = [(Select, rounds[Select]), (Cold, rounds[Cold, Figures.P50])];
        return new Outcome(rows, new Picture.Bars("The first check of a member", "milliseconds", bars));
    }

    // By its key, as the product reads it.
    private static async Task<double> SelectOne(NpgsqlDataSource source)
    {
        await using var connection = await source.OpenConnectionAsync();
        var keys = new List<(string Service, long N0, long N1)>();
        await using (var list = new NpgsqlCommand(
            "SELECT ServiceId, KeyN0, KeyN1 FROM GrainRecord WHERE StateName = 'member' LIMIT 500", connection))
        await using (var reader = await list.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync())
            {
                keys.Add((reader.GetString(0), reader.GetInt64(1), reader.GetInt64(2)));
            }
        }

        var times = Histograms.New();
        foreach (var (service, n0, n1) in keys)
        {
            await using var select = new NpgsqlCommand(
                "SELECT Payload, Version FROM GrainRecord "
                + "WHERE ServiceId = $1 AND StateName = 'member' AND KeyN0 = $2 AND KeyN1 = $3 AND KeyText = ''",
                connection)
            {
                Parameters = { new() { Value = service }, new() { Value = n0 }, new() { Value = n1 } },
            };
            var begun = System.Diagnostics.Stopwatch.GetTimestamp();
            await using var reader = await select.ExecuteReaderAsync();
            await reader.ReadAsync();
            times.RecordValue((long)System.Diagnostics.Stopwatch.GetElapsedTime(begun).TotalMicroseconds + 1);
        }

        return times.GetValueAtPercentile(50) / 1000.0;
    }
}
