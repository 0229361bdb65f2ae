using Spectre.Console;

namespace Members.Silo.Commands;

/// <summary>Asks before something is done that is not easily taken back.</summary>
internal static class Confirmation
{
    /// <summary>Asks, unless it was said on the command line.</summary>
    /// <exception cref="CommandFault">The answer is no, or nobody can be asked.</exception>
    public static void Ask(bool isSaid, string question)
    {
        if (isSaid)
        {
            return;
        }

        if (!Output.IsInteractive)
        {
            throw new CommandFault($"{question} Nobody can be asked here: say --yes.", ExitCodes.Usage);
        }

        if (!AnsiConsole.Confirm(question, defaultValue: false))
        {
            throw new CommandFault("Nothing was done.");
        }
    }
}
