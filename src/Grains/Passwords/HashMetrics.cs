using System.Diagnostics.Metrics;

namespace Members.Grains.Passwords;

/// <summary>
/// The metrics of password hashing: the length of the queue, the time spent waiting and hashing, and the rejected jobs.
/// Any OpenTelemetry collector and <c>dotnet-counters</c> can read them under the name <see cref="Name"/>.
/// </summary>
internal sealed class HashMetrics : IDisposable
{
    /// <summary>The meter's name.</summary>
    public const string Name = "Members.Hashing";

    private readonly Meter _meter = new(Name);
    private readonly Histogram<double> _wait, _duration;
    private readonly Counter<long> _refused;

    public HashMetrics(HashQueue queue)
    {
        _wait = _meter.CreateHistogram<double>("members.hashing.wait", "s", "Time a password waits to be hashed");
        _duration = _meter.CreateHistogram<double>("members.hashing.duration", "s", "Time it takes to hash a password");
        _refused = _meter.CreateCounter<long>(
            "members.hashing.refused", "{job}", "Jobs refused because the queue was full or the wait would have been too long");
        _meter.CreateObservableGauge(
            "members.hashing.waiting",
            () => Enum.GetValues<HashLane>().Select(l => new Measurement<int>(queue.CountOf(l), Lane(l))),
            "{job}",
            "Passwords waiting to be hashed");
    }

    public void Done(HashLane lane, TimeSpan wait, TimeSpan duration)
    {
        _wait.Record(wait.TotalSeconds, Lane(lane));
        _duration.Record(duration.TotalSeconds, Lane(lane));
    }

    public void Refused(HashLane lane) => _refused.Add(1, Lane(lane));

    public void Dispose() => _meter.Dispose();

    private static KeyValuePair<string, object?> Lane(HashLane lane) => new("lane", lane.ToString());
}
