using System.Globalization;
using Members.Tests.Bench.Load;
using Members.Tests.Bench.Machine;
using Members.Tests.Bench.Report;
using Members.Tests.Bench.Targets;

namespace Members.Tests.Bench.Experiments;

/// <summary>Session checks while a list of members is imported by the command, which shares the machine.</summary>
internal sealed class Importing : IExperiment
{
    private const int Rate = 300, Rows = 20_000;
    private const string Alone = "alone p99", Beside = "beside p99", Imported = "imported", Members = "Members";
    private const string Hash = "$2b$10$abcdefghijklmnopqrstuu.yNsWXu.37kV7wparbbWWflf7cEWexG";

    public string Name => "import";

    public bool IsQuick => false;

    public string Shows => $"session checks, {Rate} a second, while members are imported, and how many members a second come";

    public async Task<Outcome> Run(Stage stage)
    {
        var rounds = await Rounds.Run(stage, [new Probe(Members, () => Measure(stage))]);
        Row[] rows =
        [
            new()
            {
                What = "p99 of checks, import / none",
                Members = rounds[Members, Beside].Over(rounds[Members, Alone]),
                Goal = Goal.AtMost(1.5),
                Note = $"Alone it is {rounds[Members, Alone].Median:0.00} ms.",
            },
            new() { What = "members imported/s", Members = rounds[Members, Imported] },
        ];
        return new Outcome(
            rows,
            new Picture.Bars(
                "Session checks beside an import", "p99 in ms",
                [("alone", rounds[Members, Alone]), ("beside an import", rounds[Members, Beside])]));
    }

    private static async Task<IReadOnlyDictionary<string, double>> Measure(Stage stage)
    {
        await using var members = await MembersTarget.Start(Members, 10);
        await members.Populate(1, first: 1);
        var checks = members.Plan([await members.OpenSession(1)]) with { Clients = 16, Rate = Rate, Seconds = 10, WarmUp = 3 };
        var alone = await LoadProcess.Run(checks);

        var file = Path.Combine(Folders.Work, "import.csv");
        await File.WriteAllLinesAsync(file, Enumerable.Range(0, Rows)
            .Select(i => string.Create(CultureInfo.InvariantCulture, $"i{i}@example.com,First {i},{Hash}"))
            .Prepend("email,firstName,password"));
        stage.Say("an import runs beside");
        await using var import = await members.Import(file);
        var beside = await LoadProcess.Run(checks);
        var imported = await members.ImportedPerSecond();
        return new Dictionary<string, double>
        {
            [Alone] = alone.Milliseconds("99"),
            [Beside] = beside.Milliseconds("99"),
            [Imported] = imported,
        };
    }
}
