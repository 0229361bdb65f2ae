namespace Members.Silo.Hosting;

/// <summary>The process cannot start, for a reason the operator can fix. They see the message and nothing else.</summary>
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
