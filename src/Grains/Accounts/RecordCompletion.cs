using Members.Grains.Verification;

namespace Members.Grains.Accounts;

/// <summary>What every write of a member's record adds to it.</summary>
internal static class RecordCompletion
{
    /// <summary>Completes a record that is about to replace another.</summary>
    public static MemberRecord Complete(MemberRecord before, MemberRecord next, DateTimeOffset now)
    {
        var kept = DropExpired(next, now);
        return kept with
        {
            // A rule that shows the record in its answer has set the time itself.
            UpdatedAt = IsVisible(before, kept) && kept.UpdatedAt == before.UpdatedAt ? now : kept.UpdatedAt,
            Due = Due(kept),
            Schema = kept.NeededSchema(),
        };
    }

    /// <summary>When the sweeper must look after a record; null when nothing in it waits for a time.</summary>
    public static DateTimeOffset? Due(MemberRecord record) => record.Outbox.Select(e => (DateTimeOffset?)e.NotBefore)
        .Append(record.News)
        .Append(record.DeletionAt)
        .Append((record.Pending ?? record.Reapplication) is null ? null : record.Verification?.ExpiresAt)
        .Concat(record.Addresses.Reserved.Select(r => (DateTimeOffset?)r.Until))
        .Min();

    /// <summary>Whether a commit changes something that the member or the site can see.</summary>
    public static bool IsVisible(MemberRecord before, MemberRecord next) =>
        before.Status != next.Status
        || before.Addresses.Login != next.Addresses.Login
        || before.Addresses.Verified != next.Addresses.Verified
        || before.Credentials.Version != next.Credentials.Version;

    // A used verification is kept only to answer a repeated call; that of a pending registration goes when that is cleared.
    private static MemberRecord DropExpired(MemberRecord record, DateTimeOffset now) => record with
    {
        Verification = record.Pending is null && record.Verification?.ExpiresAt <= now ? null : record.Verification,
        Reapplication = VerificationRules.Pending(record.Verification, now) is null ? null : record.Reapplication,
    };
}
