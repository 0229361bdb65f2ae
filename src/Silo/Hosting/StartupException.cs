namespace Members.Silo.Hosting;

/// <summary>The process cannot start, for a reason that whoever runs it can mend. The message is all they are shown.</summary>
internal sealed class StartupException : Exception
{
    public StartupException(string message)
        : base(message)
    {
    }

    public StartupException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
