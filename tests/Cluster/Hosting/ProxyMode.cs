namespace Members.Tests.Cluster.Hosting;

/// <summary>What a proxy does to what passes through it.</summary>
internal abstract record ProxyMode
{
    private ProxyMode()
    {
    }

    /// <summary>Nothing.</summary>
    internal sealed record Pass : ProxyMode;

    /// <summary>Everything arrives later.</summary>
    internal sealed record Delay(TimeSpan By) : ProxyMode;

    /// <summary>Nothing arrives until the mode changes, and nobody is told.</summary>
    internal sealed record Blackhole : ProxyMode;

    /// <summary>Every connection breaks at once.</summary>
    internal sealed record Reset : ProxyMode;

    /// <summary>
    /// A request that contains these bytes arrives and is carried out; its answer does not come back, the connection breaks.
    /// </summary>
    /// <param name="Request">Bytes that only the requests meant contain.</param>
    /// <param name="AnswerEnd">The bytes with which a complete answer ends.</param>
    /// <param name="Share">Which share of these requests is hit.</param>
    internal sealed record DropAnswer(byte[] Request, byte[] AnswerEnd, double Share) : ProxyMode;
}
