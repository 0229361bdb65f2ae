namespace Members.Grains.Accounts;

/// <summary>
/// A deletion that a member has asked for and that waits for its time. Whoever has asked for one is active, and logged in nowhere: each way
/// in drops it.
/// </summary>
internal static class PlannedDeletion
{
    /// <summary>The member who has come back; the same record when they never meant to go.</summary>
    public static MemberRecord Keep(MemberRecord record) =>
        record.DeletionAt is null ? record : Endings.Apply(record, Ending.Return);

    /// <summary>Whether a commit drops a deletion without carrying it out.</summary>
    public static bool IsDropped(MemberRecord before, MemberRecord next) =>
        before.DeletionAt is not null && next is { DeletionAt: null, DeletedAt: null };

    /// <summary>Whether the time has come.</summary>
    public static bool IsDue(MemberRecord record, DateTimeOffset now) => record.DeletionAt <= now;
}
