using System.Diagnostics.Metrics;
using Members.Telemetry;

namespace Members.Grains.Passwords;

/// <summary>
/// The metrics of password hashing: the length of the queue, the time spent waiting and hashing, and the rejected jobs.
/// Any OpenTelemetry collector and <c>dotnet-counters</c> can read them under the name <see cref="Name"/>.
/// </summary>
internal sealed class HashMetrics : IDisposable
{
    /// <summary>The meter's name.</summary>
    public const string Name = "Members.Hashing";

    private static readonly KeyValuePair<string, object?>[] Lanes =
        [.. HashLanes.All.Select(l => new KeyValuePair<string, object?>("members.hashing.lane", l.ToString()))];

    private readonly Meter _meter = new(Name);
    private readonly Histogram<double> _wait, _duration;
    private readonly Tally[] _refused = [.. Lanes.Select(l => new Tally([l]))];

    public HashMetrics(HashQueue queue)
    {
        _wait = _meter.CreateDurations("members.hashing.wait", "Time a password waits to be hashed");
        _duration = _meter.CreateDurations("members.hashing.duration", "Time it takes to hash a password");
        _meter.CreateObservableCounter(
            "members.hashing.refused",
            () => _refused.Select(t => t.Read()),
            "{job}",
            "Jobs refused because the queue was full or the wait would have been too long");
        _meter.CreateObservableUpDownCounter(
            "members.hashing.waiting",
            () => HashLanes.All.Select(l => new Measurement<int>(queue.CountOf(l), Lane(l))),
            "{job}",
            "Passwords waiting to be hashed");
    }

    public void Done(HashLane lane, TimeSpan wait, TimeSpan duration)
    {
        _wait.Record(wait.TotalSeconds, Lane(lane));
        _duration.Record(duration.TotalSeconds, Lane(lane));
    }

    public void Refused(HashLane lane) => _refused[(int)lane].Add();

    public void Dispose() => _meter.Dispose();

    private static KeyValuePair<string, object?> Lane(HashLane lane) => Lanes[(int)lane];
}
