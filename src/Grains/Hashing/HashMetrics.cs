using System.Diagnostics.Metrics;

namespace Members.Grains.Hashing;

/// <summary>
/// What an operator watches of password hashing: how many wait, for how long, how long one takes, how many were refused.
/// Read with any OpenTelemetry collector or <c>dotnet-counters</c> under the name <see cref="Name"/>.
/// </summary>
internal sealed class HashMetrics : IDisposable
{
    /// <summary>The meter's name.</summary>
    public const string Name = "Members.Hashing";

    private readonly Meter _meter = new(Name);
    private readonly Histogram<double> _wait, _duration;
    private readonly Counter<long> _refused;

    /// <summary>Publishes the depth of a queue, and what is recorded.</summary>
    public HashMetrics(HashQueue queue)
    {
        _wait = _meter.CreateHistogram<double>("members.hashing.wait", "s", "How long a password waited to be hashed");
        _duration = _meter.CreateHistogram<double>("members.hashing.duration", "s", "How long hashing took");
        _refused = _meter.CreateCounter<long>("members.hashing.refused", "{job}", "Hash work that was refused because the queue was full or the wait too long");
        _meter.CreateObservableGauge(
            "members.hashing.waiting",
            () => Enum.GetValues<HashLane>().Select(l => new Measurement<int>(queue.CountOf(l), Lane(l))),
            "{job}",
            "Passwords that wait to be hashed");
    }

    /// <summary>A job began after a wait and took its time.</summary>
    public void Done(HashLane lane, TimeSpan wait, TimeSpan duration)
    {
        _wait.Record(wait.TotalSeconds, Lane(lane));
        _duration.Record(duration.TotalSeconds, Lane(lane));
    }

    /// <summary>A job was refused.</summary>
    public void Refused(HashLane lane) => _refused.Add(1, Lane(lane));

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    private static KeyValuePair<string, object?> Lane(HashLane lane) => new("lane", lane.ToString());
}
