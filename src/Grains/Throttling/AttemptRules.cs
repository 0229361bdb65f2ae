using System.Collections.Immutable;

namespace Members.Grains.Throttling;

/// <summary>
/// The rules of attempts at one address. An attempt is counted before the password is checked, and forgotten if it was
/// correct, so that a thousand simultaneous attempts get no further than a thousand in turn.
/// </summary>
internal static class AttemptRules
{
    /// <summary>The most buckets a record keeps: the shared ones and the most recently used.</summary>
    public const int MaxBuckets = 40;

    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    /// <summary>How long the client must wait before its next attempt; null when it may go ahead.</summary>
    public static TimeSpan? Wait(AttemptRecord record, string bucket, DateTimeOffset now, AttemptLimits limits)
    {
        record = WithoutExpired(record, now, limits);
        var longest = BucketsOf(record, bucket, limits)
            .Select(b => Find(record, b))
            .OfType<AttemptCounter>()
            .Select(c => Wait(c, now, limits))
            .DefaultIfEmpty(TimeSpan.Zero)
            .Max();
        return longest > TimeSpan.Zero ? longest : null;
    }

    /// <summary>Counts an attempt.</summary>
    public static AttemptRecord Count(AttemptRecord record, string bucket, DateTimeOffset now, AttemptLimits limits)
    {
        record = WithoutExpired(record, now, limits);
        var counters = record.Counters.ToDictionary(c => c.Bucket, StringComparer.Ordinal);
        foreach (var name in BucketsOf(record, bucket, limits))
        {
            counters[name] = counters.TryGetValue(name, out var counter)
                ? counter with { Count = Math.Min(counter.Count, int.MaxValue - 1) + 1, LastAt = now, BeforeAt = counter.LastAt }
                : new AttemptCounter(name, 1, now);
        }

        return record with { Counters = Bounded(counters.Values) };
    }

    /// <summary>Resets a bucket after a correct password; after one from an unknown client, the shared buckets too.</summary>
    public static AttemptRecord Succeeded(AttemptRecord record, string bucket) => record with
    {
        Counters = record.Counters.RemoveAll(c =>
            c.Bucket == bucket || (ThrottleBucket.IsNetwork(bucket) && ThrottleBucket.IsShared(c.Bucket))),
    };

    /// <summary>Takes back an attempt whose password was never checked.</summary>
    public static AttemptRecord Refund(AttemptRecord record, string bucket, AttemptLimits limits)
    {
        // Whether it went to the shared or the overflow bucket depends on the count before it.
        var before = record with
        {
            Counters = [.. record.Counters.Select(c => c.Bucket == bucket ? c with { Count = c.Count - 1 } : c)],
        };
        var buckets = BucketsOf(before, bucket, limits);
        return record with
        {
            Counters = [.. record.Counters.Select(c => buckets.Contains(c.Bucket) ? WithoutLast(c) : c).Where(c => c.Count > 0)],
        };
    }

    /// <summary>Resets every bucket of unknown clients once somebody has proved that the address is theirs.</summary>
    public static AttemptRecord Reset(AttemptRecord record) => record with
    {
        Counters = record.Counters.RemoveAll(c => ThrottleBucket.IsShared(c.Bucket) || ThrottleBucket.IsNetwork(c.Bucket)),
    };

    /// <summary>Whether to store the record before the attempt goes on: a bucket is exhausted, and not yet stored as such.</summary>
    public static bool MustBeStored(AttemptRecord record, AttemptRecord stored, AttemptLimits limits) =>
        record.Counters.Any(c => limits.IsExhausted(c) && (Find(stored, c.Bucket) is not { } known || known.Count < c.Count));

    /// <summary>How long it takes until another mail may be requested; null when one may be now.</summary>
    public static TimeSpan? WaitForMail(AttemptRecord record, DateTimeOffset now, AttemptLimits limits)
    {
        var recent = Recent(record.Mails, now);
        return recent.Length < limits.MailsPerHour ? null : recent[^limits.MailsPerHour] + Hour - now;
    }

    /// <summary>Counts a mail.</summary>
    public static AttemptRecord CountMail(AttemptRecord record, DateTimeOffset now) =>
        record with { Mails = [.. Recent(record.Mails, now), now] };

    /// <summary>Merges what another activation has stored with what this one knows: of each bucket, the higher count.</summary>
    public static AttemptRecord Merge(AttemptRecord stored, AttemptRecord known)
    {
        var merged = stored.Counters.Concat(known.Counters)
            .GroupBy(c => c.Bucket, StringComparer.Ordinal)
            .Select(g => g.OrderByDescending(c => c.Count).ThenByDescending(c => c.LastAt).First());
        return stored with
        {
            Counters = Bounded(merged),
            Mails = stored.Mails.Length > known.Mails.Length ? stored.Mails : known.Mails,
        };
    }

    /// <summary>Whether there is nothing to remember.</summary>
    public static bool IsEmpty(AttemptRecord record) => record.Counters.IsEmpty && record.Mails.IsEmpty;

    private static string[] BucketsOf(AttemptRecord record, string bucket, AttemptLimits limits)
    {
        if (!ThrottleBucket.IsNetwork(bucket))
        {
            return [bucket];
        }

        var isExhausted = Find(record, bucket) is { } own && limits.IsExhausted(own);
        return [bucket, isExhausted ? ThrottleBucket.Overflow : ThrottleBucket.Shared];
    }

    private static AttemptCounter WithoutLast(AttemptCounter counter) =>
        new(counter.Bucket, counter.Count - 1, counter.BeforeAt ?? counter.LastAt);

    private static AttemptCounter? Find(AttemptRecord record, string bucket) => record.Counters.FirstOrDefault(c => c.Bucket == bucket);

    // A clock that was set back must not make anybody wait until it has caught up; the next attempt puts it right.
    private static TimeSpan Wait(AttemptCounter counter, DateTimeOffset now, AttemptLimits limits) =>
        counter.LastAt > now ? TimeSpan.Zero : counter.LastAt + limits.DelayAfter(counter) - now;

    private static AttemptRecord WithoutExpired(AttemptRecord record, DateTimeOffset now, AttemptLimits limits) =>
        record with { Counters = record.Counters.RemoveAll(c => now - c.LastAt >= limits.Memory) };

    private static ImmutableArray<DateTimeOffset> Recent(ImmutableArray<DateTimeOffset> mails, DateTimeOffset now) =>
        mails.RemoveAll(m => now - m >= Hour || m > now);

    private static ImmutableArray<AttemptCounter> Bounded(IEnumerable<AttemptCounter> counters) =>
    [
        .. counters
            .OrderByDescending(c => ThrottleBucket.IsShared(c.Bucket))
            .ThenByDescending(c => c.LastAt)
            .Take(MaxBuckets)
            .OrderBy(c => c.Bucket, StringComparer.Ordinal),
    ];
}
