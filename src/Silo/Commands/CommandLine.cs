using System.CommandLine;
using Members.Clustering;
using Members.Silo.Backup;
using Members.Silo.Commands.Import;
using Members.Silo.Hosting;

namespace Members.Silo.Commands;

/// <summary>The command line of the program. Without a command, or with <c>serve</c>, it serves.</summary>
internal static class CommandLine
{
    private const string Serve = "serve", Gateway = "gateway";

    /// <summary>The arguments of a process that serves; null when they name a command, or ask for help with commands.</summary>
    public static string[]? ServeArguments(string[] args) => args switch
    {
        [Serve, .. var settings] => settings,
        ["help" or "--help" or "-h" or "-?"] => null,
        [] or [['-' or '/', ..], ..] => args,
        _ => null,
    };

    /// <summary>Carries out a command.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> Run(string[] args)
    {
        if (args is ["help"])
        {
            args = ["--help"];
        }

        var parsed = Root().Parse(args);
        try
        {
            var exitCode = await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
            return parsed.Errors.Count == 0 ? exitCode : ExitCodes.Usage;
        }
        catch (CommandFault fault)
        {
            await Console.Error.WriteLineAsync(fault.Message);
            return fault.ExitCode;
        }
        catch (Exception fault) when (fault is StartupException or BackupFault)
        {
            await Console.Error.WriteLineAsync(fault.Message);
            return ExitCodes.Refused;
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync(
                parsed.CommandResult.Command.Name is ImportCommand.Name or UndoCommand.Name
                    ? "Stopped. What was done is done; the same command goes on from there."
                    : "Stopped before it was done.");
            return ExitCodes.Failed;
        }
    }

    private static RootCommand Root()
    {
        var root = new RootCommand($"Members {MembersCluster.Version}: member authentication for a site, club or course.")
        {
            new Command(Serve, "Serves until it is stopped; also without a command. `members serve --help` lists the settings."),
            new Command(Gateway, "Serves as a gateway of a cluster, which holds no member's data."),
            ImportCommand.Create(),
            ExportCommand.Create(),
            RunsCommand.Create(),
            InviteCommand.Create(),
            UndoCommand.Create(),
            BackupCommand.Create(),
            VerifyCommand.Create(),
            RestoreCommand.Create(),
            KeyCommand.Create(),
            OwnerCommand.Create(),
            CanRollCommand.Create(),
        };
        return root;
    }
}
