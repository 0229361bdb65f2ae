namespace Members.Tests.Testing;

/// <summary>A signal to a process, with its number on Linux.</summary>
public enum Signal
{
    None,

    /// <summary>Ctrl-C.</summary>
    Interrupt = 2,

    /// <summary>It ends at once, as in a power cut.</summary>
    Kill = 9,

    /// <summary>A service manager asks it to end.</summary>
    Terminate = 15,

    /// <summary>It goes on after a stop.</summary>
    Continue = 18,

    /// <summary>It is suspended, as on a machine that stalls.</summary>
    Stop = 19,
}
