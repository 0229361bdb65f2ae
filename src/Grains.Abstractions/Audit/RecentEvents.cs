using Members.Telemetry;

namespace Members.Audit;

/// <summary>
/// The newest lines of the audit log of a process, for the console (docs/adr/0017). Refusals have a place of their own: whoever causes
/// thousands of them does not push out what was done.
/// </summary>
internal sealed class RecentEvents
{
    /// <summary>The most that is kept of each kind.</summary>
    public const int Capacity = 1_000;

    private readonly Ring<(DateTimeOffset At, AuditLine Line)> _done = new(Capacity), _refused = new(Capacity);

    /// <summary>Keeps a line.</summary>
    public void Add(DateTimeOffset at, AuditLine line, bool isFailure) => (isFailure ? _refused : _done).Add((at, line));

    /// <summary>The newest that fit.</summary>
    /// <param name="query">Which are wanted.</param>
    /// <param name="started">When the process began to keep them.</param>
    public SecurityEvents Read(SecurityQuery query, DateTimeOffset started)
    {
        var (done, refused) = (_done.Newest(out var allDone), _refused.Newest(out var allRefused));
        DateTimeOffset[] since =
        [
            started,
            allDone ? started : done[^1].At,
            allRefused ? started : refused[^1].At,
        ];
        return new SecurityEvents(query.Newest(done.Concat(refused).Select(e => e.Line.Event(e.At))), since.Max(), []);
    }
}
