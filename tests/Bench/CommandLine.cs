using System.Diagnostics;
using System.Runtime.InteropServices;
using Members.Tests.Bench.Experiments;
using Members.Tests.Bench.Machine;
using Members.Tests.Bench.Report;
using Spectre.Console;

namespace Members.Tests.Bench;

/// <summary>Runs the experiments that are named, or all, one after the other.</summary>
internal static class CommandLine
{
    private static readonly IExperiment[] All =
    [
        new Checks(), new Logins(), new Storm(), new Neighbour(), new Importing(), new Register(), new Start(), new Block(), new Gateway(),
        new Growth(), new Memory(), new Experiments.Grid(), new Scale(), new Telemetry(),
    ];

    private static string Usage =>
        "Usage: ./bench.sh [--quick] [EXPERIMENT...]\n--quick alone leaves out what is marked with *.\n\n"
        + string.Concat(All.Select(e => $"{(e.IsQuick ? ' ' : '*')} {e.Name,-10} {e.Shows}\n"));

    /// <summary>Runs them.</summary>
    /// <returns>The exit code: 1 when one has failed, 2 when the arguments are wrong.</returns>
    public static async Task<int> Run(string[] args)
    {
        string[] names = [.. args.Where(a => a != "--quick")];
        if (names.Except(All.Select(e => e.Name)).Any())
        {
            Console.Error.Write(Usage);
            return names is ["--help"] or ["-h"] ? 0 : 2;
        }

        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new Wide(Console.Out) });
        var isQuick = args.Contains("--quick");
        var chosen = All.Where(e => names.Length == 0 ? e.IsQuick || !isQuick : names.Contains(e.Name)).ToArray();
        return await Run(console, chosen, isQuick);
    }

    private static async Task<int> Run(IAnsiConsole console, IReadOnlyList<IExperiment> experiments, bool isQuick)
    {
        Directory.CreateDirectory(Folders.Work);
        var watch = Stopwatch.StartNew();
        await using var stage = new Stage(isQuick, what => console.WriteLine($"  {watch.Elapsed:mm\\:ss}  {what}"));

        // Ends what was started, and then this process.
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, _ => End(stage));
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ => End(stage));
        var (outcomes, failed) = (new List<(string, Outcome)>(), new List<string>());
        foreach (var experiment in experiments)
        {
            console.WriteLine($"{experiment.Name}: {experiment.Shows}");
            try
            {
                outcomes.Add((experiment.Name, await Run(stage, experiment, isQuick)));
            }
            catch (Exception fault)
            {
                failed.Add(experiment.Name);
                console.WriteLine($"  {experiment.Name} has failed: {fault.Message}");
                await File.WriteAllTextAsync(Path.Combine(Folders.Work, $"{experiment.Name}.fault"), fault.ToString());
            }
        }

        Summary.Print(console, outcomes);
        var where = Path.GetRelativePath(Repository.Root, Folders.Results);
        console.WriteLine($"{watch.Elapsed.TotalMinutes:0.0} minutes. Figures and plots are in {where}.");
        if (failed.Count > 0)
        {
            console.WriteLine($"Failed: {string.Join(", ", failed)}.");
        }

        return failed.Count == 0 ? 0 : 1;
    }

    private static async Task<Outcome> Run(Stage stage, IExperiment experiment, bool isQuick)
    {
        if (!experiment.UsesPeers)
        {
            await stage.Clear();
        }

        var outcome = await experiment.Run(stage);
        ResultFile.Write(experiment.Name, isQuick, outcome);
        return outcome;
    }

    private static void End(Stage stage)
    {
        stage.DisposeAsync().AsTask().Wait(TimeSpan.FromSeconds(10));
        Environment.Exit(130);
    }
}
