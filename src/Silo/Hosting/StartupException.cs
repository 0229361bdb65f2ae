namespace Members.Silo.Hosting;

/// <summary>The process cannot start, for a reason the operator can fix. They see the message and nothing else.</summary>
internal class StartupException : Exception
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

/// <summary>Another process uses the data directory.</summary>
internal sealed class DataDirectoryInUseException(string message, Exception inner) : StartupException(message, inner);
