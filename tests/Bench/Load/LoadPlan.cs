namespace Members.Tests.Bench.Load;

/// <summary>A load on one server, for the process that makes it.</summary>
internal sealed record LoadPlan
{
    /// <summary>The server's port on this machine.</summary>
    public required int Port { get; init; }

    /// <summary>
    /// Requests as they go over the wire. The clients take them in turn. Eight number signs in a row are replaced by a number of eight
    /// digits that counts the requests.
    /// </summary>
    public required IReadOnlyList<string> Requests { get; init; }

    /// <summary>How many connections there are. Each waits for its answer before it sends again.</summary>
    public int Clients { get; init; } = 1;

    /// <summary>How long it lasts after the warm-up, in seconds.</summary>
    public double Seconds { get; init; } = 1;

    /// <summary>How long requests are sent before any is counted, in seconds.</summary>
    public double WarmUp { get; init; }

    /// <summary>
    /// Requests a second that arrive whether or not the server keeps up; null when each client sends as fast as it is answered.
    /// </summary>
    public double? Rate { get; init; }

    /// <summary>The first number.</summary>
    public int First { get; init; }

    /// <summary>How many numbers there are before they begin again.</summary>
    public int Numbers { get; init; } = 100_000_000;

    /// <summary>The load ends after so many requests, when not earlier.</summary>
    public int? Most { get; init; }

    /// <summary>
    /// Whether a request that is refused for now (429, 503) is sent again until it is not. For what prepares a measurement.
    /// </summary>
    public bool Insists { get; init; }

    /// <summary>Whether the bodies of the answers are kept.</summary>
    public bool KeepBodies { get; init; }
}
