using System.Collections.Immutable;

namespace Members.Grains.Throttling;

/// <summary>
/// The rules of tries at one address. A try is counted before the password is looked at and taken back when it was right:
/// so a thousand at once are as few as one after the other.
/// </summary>
internal static class AttemptRules
{
    /// <summary>The most budgets that are kept: everyone's, and those used last.</summary>
    public const int MaxBudgets = 40;

    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    /// <summary>How long somebody must wait before their next try; null when they need not.</summary>
    public static TimeSpan? Wait(AttemptRecord record, string budget, DateTimeOffset now, AttemptLimits limits)
    {
        record = Remembered(record, now, limits);
        var longest = Concerned(record, budget, limits).Select(b => Find(record, b)).OfType<Tries>().Select(t => Wait(t, now, limits)).DefaultIfEmpty(TimeSpan.Zero).Max();
        return longest > TimeSpan.Zero ? longest : null;
    }

    /// <summary>The record with one more try.</summary>
    public static AttemptRecord Count(AttemptRecord record, string budget, DateTimeOffset now, AttemptLimits limits)
    {
        record = Remembered(record, now, limits);
        var kept = record.Tries.ToDictionary(t => t.Budget, StringComparer.Ordinal);
        foreach (var name in Concerned(record, budget, limits))
        {
            kept[name] = kept.TryGetValue(name, out var tries)
                ? new Tries(name, Math.Min(tries.Count, int.MaxValue - 1) + 1, now, tries.LastAt)
                : new Tries(name, 1, now);
        }

        return record with { Tries = Bounded(kept.Values) };
    }

    /// <summary>The record after a right password: that budget, and with a stranger's all strangers', is whole again.</summary>
    public static AttemptRecord Succeeded(AttemptRecord record, string budget) =>
        record with { Tries = record.Tries.RemoveAll(t => t.Budget == budget || (Budget.IsStrangers(budget) && IsShared(t.Budget))) };

    /// <summary>The record without a try that came to nothing: its password was never looked at.</summary>
    public static AttemptRecord GaveBack(AttemptRecord record, string budget, AttemptLimits limits)
    {
        // What it was counted to: so far it is counted itself.
        var before = record with { Tries = [.. record.Tries.Select(t => t.Budget == budget ? t with { Count = t.Count - 1 } : t)] };
        var concerned = Concerned(before, budget, limits);
        return record with
        {
            Tries = [.. record.Tries.Select(t => concerned.Contains(t.Budget) ? new Tries(t.Budget, t.Count - 1, t.BeforeAt ?? t.LastAt) : t).Where(t => t.Count > 0)],
        };
    }

    /// <summary>The record after somebody proved that the address is theirs: every stranger's try is forgotten.</summary>
    public static AttemptRecord Proved(AttemptRecord record) =>
        record with { Tries = record.Tries.RemoveAll(t => IsShared(t.Budget) || Budget.IsStrangers(t.Budget)) };

    /// <summary>Whether a record must be stored before the try goes on: it has a budget that is used up and not stored as such.</summary>
    public static bool MustBeStored(AttemptRecord record, AttemptRecord stored, AttemptLimits limits) =>
        record.Tries.Any(t => limits.IsUsedUp(t) && (Find(stored, t.Budget) is not { } known || known.Count < t.Count));

    /// <summary>How long it is until another mail may be asked for; null when it may be now.</summary>
    public static TimeSpan? WaitForMail(AttemptRecord record, DateTimeOffset now, AttemptLimits limits)
    {
        var recent = Recent(record.Mails, now);
        return recent.Length < limits.MailsPerHour ? null : recent[^limits.MailsPerHour] + Hour - now;
    }

    /// <summary>The record with one more mail.</summary>
    public static AttemptRecord CountMail(AttemptRecord record, DateTimeOffset now) =>
        record with { Mails = [.. Recent(record.Mails, now), now] };

    /// <summary>What is known when another activation has stored something: of each budget the higher count.</summary>
    public static AttemptRecord Merge(AttemptRecord stored, AttemptRecord known)
    {
        var merged = stored.Tries.Concat(known.Tries).GroupBy(t => t.Budget, StringComparer.Ordinal).Select(g => g.OrderByDescending(t => t.Count).ThenByDescending(t => t.LastAt).First());
        return stored with
        {
            Tries = Bounded(merged),
            Mails = stored.Mails.Length > known.Mails.Length ? stored.Mails : known.Mails,
        };
    }

    /// <summary>Whether there is anything to remember.</summary>
    public static bool IsEmpty(AttemptRecord record) => record.Tries.IsEmpty && record.Mails.IsEmpty;

    // What a try is counted to.
    private static string[] Concerned(AttemptRecord record, string budget, AttemptLimits limits)
    {
        if (!Budget.IsStrangers(budget))
        {
            return [budget];
        }

        return [budget, Find(record, budget) is { } own && limits.IsUsedUp(own) ? Budget.Insistent : Budget.Everyone];
    }

    private static bool IsShared(string budget) => budget is Budget.Everyone or Budget.Insistent;

    private static Tries? Find(AttemptRecord record, string budget) => record.Tries.FirstOrDefault(t => t.Budget == budget);

    // A clock that was set back must not keep anybody waiting until it has caught up: the next try sets it right.
    private static TimeSpan Wait(Tries tries, DateTimeOffset now, AttemptLimits limits) =>
        tries.LastAt > now ? TimeSpan.Zero : tries.LastAt + limits.DelayAfter(tries) - now;

    private static AttemptRecord Remembered(AttemptRecord record, DateTimeOffset now, AttemptLimits limits) =>
        record with { Tries = record.Tries.RemoveAll(t => now - t.LastAt >= limits.Memory) };

    private static ImmutableArray<DateTimeOffset> Recent(ImmutableArray<DateTimeOffset> mails, DateTimeOffset now) =>
        mails.RemoveAll(m => now - m >= Hour || m > now);

    private static ImmutableArray<Tries> Bounded(IEnumerable<Tries> tries) =>
        [.. tries.OrderByDescending(t => IsShared(t.Budget)).ThenByDescending(t => t.LastAt).Take(MaxBudgets).OrderBy(t => t.Budget, StringComparer.Ordinal)];
}
