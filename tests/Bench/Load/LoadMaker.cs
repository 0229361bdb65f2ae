using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Members.Tests.Bench.Load;

/// <summary>Makes a load in this process. `bench load PLAN RESULT` is this; the experiments start it as a process of its own.</summary>
internal static class LoadMaker
{
    /// <summary>How plans and results are written.</summary>
    public static JsonSerializerOptions Json { get; } = new() { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    /// <summary>Makes the load of a file and writes the result to another.</summary>
    public static void Run(string plan, string result) =>
        File.WriteAllText(result, JsonSerializer.Serialize(Run(JsonSerializer.Deserialize<LoadPlan>(File.ReadAllText(plan), Json)!), Json));

    private static LoadResult Run(LoadPlan plan)
    {
        var clock = new LoadClock(plan);
        var clients = Enumerable.Range(0, plan.Clients).Select(i => new Client(plan, i, clock)).ToArray();
        var threads = clients.Select(c => new Thread(c.Run, 256 * 1024)).ToArray();
        foreach (var thread in threads)
        {
            thread.Start();
        }

        clock.WaitUntil(clock.Begin);
        var before = Process.GetCurrentProcess().TotalProcessorTime;
        foreach (var thread in threads)
        {
            thread.Join();
        }

        return new LoadResult
        {
            Seconds = Math.Min(clock.Now, clock.End) - clock.Begin,
            Answers = clients.SelectMany(c => c.Answers).GroupBy(a => a.Key).ToDictionary(g => g.Key, g => g.Sum(a => a.Value)),
            Latency = Histograms.Read(Histograms.Sum(clients.Select(c => c.Latencies))),
            Processor = (Process.GetCurrentProcess().TotalProcessorTime - before).TotalSeconds,
            Late = Histograms.Read(Histograms.Sum(clients.Select(c => c.Late)))["99"],
            Bodies = [.. clients.SelectMany(c => c.Bodies)],
        };
    }
}
