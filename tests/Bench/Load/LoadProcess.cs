using System.Text.Json;
using Members.Tests.Bench.Machine;

namespace Members.Tests.Bench.Load;

/// <summary>Makes loads in processes of their own.</summary>
internal static class LoadProcess
{
    /// <summary>Makes a load and waits for its end.</summary>
    /// <exception cref="InvalidOperationException">The load was not made.</exception>
    public static async Task<LoadResult> Run(LoadPlan plan)
    {
        var folder = Folders.New("load");
        var (input, output) = (Path.Combine(folder, "plan.json"), Path.Combine(folder, "result.json"));
        await File.WriteAllTextAsync(input, JsonSerializer.Serialize(plan, LoadMaker.Json));
        await RunPart(folder, 0, "load", input, output);
        var result = JsonSerializer.Deserialize<LoadResult>(await File.ReadAllTextAsync(output), LoadMaker.Json)!;
        Directory.Delete(folder, recursive: true);
        return result;
    }

    /// <summary>Runs a part of this program and waits for its end.</summary>
    /// <param name="folder">Where it runs.</param>
    /// <param name="nice">How far it stands back: 19 is the lowest priority.</param>
    /// <param name="arguments">The name of the part and its arguments.</param>
    /// <returns>What it printed.</returns>
    public static async Task<string> RunPart(string folder, int nice, params string[] arguments)
    {
        string[] command = ["nice", "-n", $"{nice}", "dotnet", typeof(LoadProcess).Assembly.Location, .. arguments];
        await using var process = await Launcher.Start(command, new Dictionary<string, string>(), folder, Path.Combine(folder, "log"));
        var patience = DateTime.UtcNow.AddMinutes(5);
        while (!process.HasExited && DateTime.UtcNow < patience)
        {
            await Task.Delay(20);
        }

        return process is { HasExited: true, ExitCode: 0 }
            ? process.Output
            : throw new InvalidOperationException($"bench {arguments[0]} has failed: {process.LastOutput}");
    }
}
