namespace Members.Silo.Commands;

/// <summary>Why a command cannot go on, in a sentence for whoever runs it.</summary>
internal sealed class CommandFault(string sentence, int exitCode = ExitCodes.Failed) : Exception(sentence)
{
    /// <summary>What the process exits with.</summary>
    public int ExitCode => exitCode;
}

/// <summary>What the commands exit with.</summary>
internal static class ExitCodes
{
    /// <summary>All of it is done.</summary>
    public const int Done = 0;

    /// <summary>Nothing was done, or not all of it.</summary>
    public const int Failed = 1;

    /// <summary>It was looked at, and something in it would not be done; or the process cannot start.</summary>
    public const int Refused = 2;

    /// <summary>The command line is wrong (sysexits.h).</summary>
    public const int Usage = 64;
}
