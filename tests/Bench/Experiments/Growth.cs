using Members.Tests.Bench.Load;
using Members.Tests.Bench.Report;
using Members.Tests.Bench.Targets;

namespace Members.Tests.Bench.Experiments;

/// <summary>Whether an operation costs the same with a million members as with a thousand.</summary>
internal sealed class Growth : IExperiment
{
    private const int Hot = 200, Cost = 4, PageLimit = 10;

    public string Name => "growth";

    public bool IsQuick => false;

    public string Shows => "what each operation costs with 1,000, 100,000 and 1,000,000 members stored";

    public async Task<Outcome> Run(Stage stage)
    {
        int[] sizes = stage.IsQuick ? [1_000, 100_000] : [1_000, 100_000, 1_000_000];
        var services = new List<MembersTarget>();
        try
        {
            // All of them at once, so that they can be measured in turn.
            foreach (var size in sizes)
            {
                services.Add(await Fill(stage, size));
            }

            var operations = new List<Operation>();
            foreach (var service in services)
            {
                operations.AddRange(await Operation.Of(stage, service, Hot));
            }

            var inTurn = operations.GroupBy(o => o.Name).SelectMany(o => o);
            var rounds = await Rounds.Run(stage, [.. inTurn.Select(o => new Probe(o.Key, o.Measure))]);
            return Outcome(rounds, sizes, [.. operations.Select(o => o.Name).Distinct()]);
        }
        finally
        {
            foreach (var service in services)
            {
                await service.DisposeAsync();
            }
        }
    }

    private static async Task<MembersTarget> Fill(Stage stage, int size)
    {
        var database = await stage.Database();
        var name = await database.New("growth");
        var service = await Cluster.StartSilo($"{size}", database.ConnectionString(name), Cost);
        await service.Populate(Hot);
        stage.Say($"{size:#,0} members are stored");
        await StoredMembers.Fill(database, name, size);
        return service;
    }

    private static Outcome Outcome(Rounds rounds, int[] sizes, IReadOnlyList<string> operations)
    {
        Series Cost(string operation, int size) => rounds[Operation.KeyOf(operation, $"{size}"), Figures.P50];
        var rows = operations.Select(operation => new Row
        {
            What = $"{operation} with {sizes[^1]:#,0} members, p50, ms",
            Limit = Cost(operation, sizes[0]),
            LimitIs = $"the same with {sizes[0]:#,0} members",
            Members = Cost(operation, sizes[^1]),
            Ratio = Cost(operation, sizes[^1]).Over(Cost(operation, sizes[0])),
            Goal = Goal.AtMost(1.15),
        });
        var pages = operations.Where(o => o.StartsWith("page", StringComparison.Ordinal)).Select(operation => new Row
        {
            What = $"{operation} with {sizes[^1]:#,0} members, p99, ms",
            Members = rounds[Operation.KeyOf(operation, $"{sizes[^1]}"), Figures.P99],
            Goal = Goal.AtMost(PageLimit),
        });
        return new Outcome(
            [.. rows, .. pages],
            new Picture.Lines(
                "The cost of an operation", "p50, milliseconds", "members stored", [.. sizes.Select(s => (double)s)],
                [.. operations.Select(o => (o, (IReadOnlyList<double>)[.. sizes.Select(s => Cost(o, s).Median)]))]));
    }

    /// <summary>Something that a service is asked to do, by one client.</summary>
    private sealed record Operation(string Service, string Name, Func<Task<IReadOnlyDictionary<string, double>>> Measure)
    {
        public string Key => KeyOf(Name, Service);

        public static string KeyOf(string operation, string service) => $"{operation}, {service} members";

        public static async Task<IReadOnlyList<Operation>> Of(Stage stage, MembersTarget service, int hot)
        {
            var (seconds, first, blocked) = (stage.IsQuick ? 0.4 : 0.7, 10_000_000, hot / 2);
            var each = hot / 2 / stage.Rounds;
            Operation Make(string name, Func<LoadPlan> plan) =>
                new(service.Name, name, async () => Figures.Of(await LoadProcess.Run(plan() with { Seconds = seconds, WarmUp = 0.3 })));
            var checks = await service.CheckSessions(16);
            return
            [
                Make("check", () => checks),
                Make("login", () => service.LoggingIn with { First = 1, Numbers = hot / 2 }),
                Make("register", () => service.Registering with { First = first += 1_000_000 }),
                new(service.Name, "block", async () => Figures.Of(
                    await LoadProcess.Run(service.Blocking with { First = (blocked += each) - each + 1, Most = each, Seconds = 60 }))),
                Make("page of the list", () => service.Reading("/v1/members?limit=100")),
                Make("page of a search by status", () => service.Reading("/v1/members?status=ACTIVE&limit=100")),
                Make("page of a search by address", () => service.Reading("/v1/members?email=m000007*&limit=100")),
            ];
        }
    }
}
