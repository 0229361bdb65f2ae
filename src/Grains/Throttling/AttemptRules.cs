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
        var waits = Concerned(budget).Select(b => Find(record, b)).OfType<Tries>().Where(t => !IsForgotten(t, now, limits)).Select(t => Wait(t, now, limits));
        var longest = waits.DefaultIfEmpty(TimeSpan.Zero).Max();
        return longest > TimeSpan.Zero ? longest : null;
    }

    /// <summary>The record with one more try.</summary>
    public static AttemptRecord Count(AttemptRecord record, string budget, DateTimeOffset now, AttemptLimits limits)
    {
        var kept = record.Tries.Where(t => !IsForgotten(t, now, limits)).ToDictionary(t => t.Budget, StringComparer.Ordinal);
        foreach (var name in Concerned(budget))
        {
            kept[name] = new Tries(name, kept.TryGetValue(name, out var tries) ? Math.Min(tries.Count, int.MaxValue - 1) + 1 : 1, now);
        }

        return record with { Tries = Bounded(kept.Values) };
    }

    /// <summary>The record after a right password: that budget, and with a stranger's all strangers', is whole again.</summary>
    public static AttemptRecord Succeeded(AttemptRecord record, string budget) =>
        record with { Tries = record.Tries.RemoveAll(t => Concerned(budget).Contains(t.Budget)) };

    /// <summary>The record without a try that came to nothing: its password was never looked at.</summary>
    public static AttemptRecord GaveBack(AttemptRecord record, string budget) => record with
    {
        Tries = [.. record.Tries.Select(t => Concerned(budget).Contains(t.Budget) ? t with { Count = t.Count - 1 } : t).Where(t => t.Count > 0)],
    };

    /// <summary>The record after somebody proved that the address is theirs: every stranger's try is forgotten.</summary>
    public static AttemptRecord Proved(AttemptRecord record) =>
        record with { Tries = record.Tries.RemoveAll(t => t.Budget == Budget.Everyone || Budget.IsStrangers(t.Budget)) };

    /// <summary>Whether a record must be stored before the try goes on.</summary>
    public static bool MustBeStored(AttemptRecord record, string budget, AttemptLimits limits) =>
        Concerned(budget).Select(b => Find(record, b)).OfType<Tries>().Any(limits.IsUsedUp);

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

    private static string[] Concerned(string budget) => Budget.IsStrangers(budget) ? [budget, Budget.Everyone] : [budget];

    private static Tries? Find(AttemptRecord record, string budget) => record.Tries.FirstOrDefault(t => t.Budget == budget);

    // A clock that was set back must not lengthen a wait beyond what was meant.
    private static TimeSpan Wait(Tries tries, DateTimeOffset now, AttemptLimits limits)
    {
        var delay = limits.DelayAfter(tries);
        var rest = tries.LastAt + delay - now;
        return rest < delay ? rest : delay;
    }

    private static bool IsForgotten(Tries tries, DateTimeOffset now, AttemptLimits limits) => now - tries.LastAt >= limits.Memory;

    private static ImmutableArray<DateTimeOffset> Recent(ImmutableArray<DateTimeOffset> mails, DateTimeOffset now) =>
        mails.RemoveAll(m => now - m >= Hour || m > now);

    private static ImmutableArray<Tries> Bounded(IEnumerable<Tries> tries) =>
        [.. tries.OrderByDescending(t => t.Budget == Budget.Everyone).ThenByDescending(t => t.LastAt).Take(MaxBudgets).OrderBy(t => t.Budget, StringComparer.Ordinal)];
}
