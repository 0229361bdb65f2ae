using System.Diagnostics;

namespace Members.Tests.Testing;

/// <summary>Programs that are run to their end.</summary>
public static class Command
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

    /// <summary>Runs a program that must succeed.</summary>
    /// <returns>What it wrote.</returns>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public static async Task<string> Run(params string[] command)
    {
        var result = await Try(command);
        return result.ExitCode == 0
            ? result.Output
            : throw new InvalidOperationException(
                $"{string.Join(' ', command)}: exit code {result.ExitCode}. {result.Output}{result.Error}");
    }

    /// <summary>Runs a program that may fail.</summary>
    public static Task<CommandResult> Try(params string[] command) => TryIn("/", command);

    /// <summary>Runs a program that may fail in a directory.</summary>
    public static async Task<CommandResult> TryIn(string directory, params string[] command)
    {
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = directory,
        };
        using var process = Process.Start(start)!;
        try
        {
            var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            await process.WaitForExitAsync().WaitAsync(Timeout);
            return new CommandResult(process.ExitCode, await output, await error);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
            }
        }
    }
}

/// <summary>How a program ended.</summary>
public sealed record CommandResult(int ExitCode, string Output, string Error);
