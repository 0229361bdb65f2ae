using System.Text.Json;
using Spectre.Console;

namespace Members.Silo.Commands;

/// <summary>What a command prints: text for people, or one JSON object for scripts.</summary>
/// <param name="isJson">Whether it is JSON.</param>
internal sealed class Output(bool isJson)
{
    // Where nobody looks there is nothing to fit a table into.
    private const int WideEnough = 250;

    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true };

    /// <summary>Whether it is JSON.</summary>
    public bool IsJson => isJson;

    /// <summary>Whether somebody watches who can be asked.</summary>
    public static bool IsInteractive => !Console.IsInputRedirected && !Console.IsOutputRedirected;

    /// <summary>Says something to people. In JSON it is left out.</summary>
    public void Say(string line)
    {
        if (!isJson)
        {
            Console.Out.WriteLine(line);
        }
    }

    /// <summary>Prints the result: as JSON, or in words.</summary>
    public void Result(JsonElement json, params IEnumerable<string> lines)
    {
        if (isJson)
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(json, Json));
            return;
        }

        foreach (var line in lines)
        {
            Console.Out.WriteLine(line);
        }
    }

    /// <summary>Prints a table, in words.</summary>
    public static void Write(Table table)
    {
        if (Console.IsOutputRedirected)
        {
            AnsiConsole.Profile.Width = WideEnough;
        }

        AnsiConsole.Write(table);
    }
}
