namespace Members.Tests.Cluster.Hosting;

/// <summary>What a process can be told by the system.</summary>
internal enum Signal
{
    /// <summary>The end, at once: what a power cut does.</summary>
    Kill,

    /// <summary>Please end.</summary>
    Term,

    /// <summary>Stand still: what a stalled machine does.</summary>
    Stop,

    /// <summary>Go on.</summary>
    Cont,
}
