using Members.Grains.Accounts;

namespace Members.Grains.Upkeep;

/// <summary>What every write of a member's record adds to it.</summary>
internal static class UpkeepRules
{
    // Long enough for the step that is under way, short enough that an address is free or held within a minute (contract I3).
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Completes a record that is about to take another's place.</summary>
    public static MemberRecord Complete(MemberRecord before, MemberRecord next, DateTimeOffset now) => next with
    {
        UpdatedAt = IsVisible(before, next) ? now : next.UpdatedAt,
        Due = Due(next),

        // A used one is kept only to answer a call whose answer was lost; with a registration, it goes when that is cleared.
        Verification = next.Signup is null && next.Verification?.ExpiresAt <= now ? null : next.Verification,
    };

    /// <summary>When somebody must look after what is unfinished; null when nothing is.</summary>
    public static DateTimeOffset? Due(MemberRecord record)
    {
        var times = record.Outbox.Select(e => (DateTimeOffset?)e.NotBefore)
            .Append(record.JoiningSince + Patience)
            .Append(record.Moving?.Since + Patience)
            .Append(record.Leaving?.Since + Patience)
            .Append(record.Signup is null ? null : record.Verification?.ExpiresAt)
            .Concat(record.SetAside.Select(a => (DateTimeOffset?)a.Until));
        return times.Min();
    }

    private static bool IsVisible(MemberRecord before, MemberRecord next) =>
        before.Status != next.Status
        || before.Login != next.Login
        || before.EmailVerified != next.EmailVerified
        || before.PasswordVersion != next.PasswordVersion;
}
