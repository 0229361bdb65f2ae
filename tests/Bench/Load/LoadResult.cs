namespace Members.Tests.Bench.Load;

/// <summary>What a load saw.</summary>
internal sealed record LoadResult
{
    /// <summary>For how long it was counted, in seconds.</summary>
    public required double Seconds { get; init; }

    /// <summary>Answers by HTTP status; 0 counts requests that had no answer.</summary>
    public required IReadOnlyDictionary<int, long> Answers { get; init; }

    /// <summary>Latencies of successes in microseconds, by percentile (50, 90, 95, 99, 99.9, 100).</summary>
    public required IReadOnlyDictionary<string, double> Latency { get; init; }

    /// <summary>The processor time that the load itself took, in seconds.</summary>
    public required double Processor { get; init; }

    /// <summary>
    /// How late idle clients sent, in microseconds (99th percentile): what the load adds to the latencies at a constant rate.
    /// </summary>
    public double Late { get; init; }

    /// <summary>The bodies, when the plan asks for them.</summary>
    public IReadOnlyList<string> Bodies { get; init; } = [];

    /// <summary>Answers with a status of 2xx.</summary>
    public long Good => Answers.Where(a => a.Key is >= 200 and < 300).Sum(a => a.Value);

    /// <summary>Things that are made now: also those of a request that was sent again and found them made (409).</summary>
    public long Made => Good + Answers.GetValueOrDefault(409);

    /// <summary>Successes in a second.</summary>
    public double PerSecond => Good / Seconds;

    /// <summary>Answers that were not good, in words; empty when there are none.</summary>
    public string Refusals => string.Join(
        ", ",
        Answers.Where(a => a.Key is < 200 or >= 300).OrderBy(a => a.Key)
            .Select(a => a.Key == 0 ? $"{a.Value} without an answer" : $"{a.Value} x {a.Key}"));

    /// <summary>A percentile of the latency in milliseconds.</summary>
    public double Milliseconds(string percentile) => Latency[percentile] / 1000;
}
