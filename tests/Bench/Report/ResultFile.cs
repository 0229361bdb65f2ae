using System.Runtime.InteropServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Members.Tests.Bench.Machine;

namespace Members.Tests.Bench.Report;

/// <summary>The results of an experiment, as JSON and as a picture.</summary>
internal static class ResultFile
{
    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Writes both.</summary>
    public static void Write(string experiment, bool isQuick, Outcome outcome)
    {
        var result = new
        {
            experiment,
            isQuick,
            at = DateTimeOffset.UtcNow,
            machine = new
            {
                cores = Environment.ProcessorCount,
                system = RuntimeInformation.OSDescription,
                runtime = RuntimeInformation.FrameworkDescription,
            },
            rows = outcome.Rows,
        };
        File.WriteAllText(Path.Combine(Folders.Results, $"{experiment}.json"), JsonSerializer.Serialize(result, Json));
        Plot.Draw(outcome.Picture, Path.Combine(Folders.Results, $"{experiment}.svg"));
    }
}
