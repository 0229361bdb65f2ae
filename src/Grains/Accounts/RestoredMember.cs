using Members.Audit;
using Members.Grains.Audit;

namespace Members.Grains.Accounts;

/// <summary>
/// A member who comes out of a backup. Whatever may have been revoked since it was made, and could let somebody in, has ended
/// (docs/backup.md).
/// </summary>
internal static class RestoredMember
{
    /// <summary>Who the events of a restore are by.</summary>
    public const string Actor = "service:restore";

    /// <summary>
    /// The least time until a deletion that the member had asked for takes effect. They may have come back since the backup, and need only
    /// log in again to keep the account.
    /// </summary>
    public static readonly TimeSpan TimeToComeBack = TimeSpan.FromDays(7);

    /// <summary>The record to store in place of the one in the backup.</summary>
    /// <param name="record">As it is in the backup.</param>
    /// <param name="now">When it is restored.</param>
    /// <param name="maxEvents">How many events are kept of a member.</param>
    public static MemberRecord Of(MemberRecord record, DateTimeOffset now, int maxEvents)
    {
        var ended = Endings.Apply(record, Ending.Restore);
        var next = ended with
        {
            // A registration that waits for its code lets in nobody but whoever began it, and is cleared by that code's time.
            Verification = record.Exists() ? ended.Verification : record.Verification,
            DeletionAt = record.DeletionAt < now + TimeToComeBack ? now + TimeToComeBack : record.DeletionAt,
            Events = record.Sessions.IsEmpty ? record.Events : EventRules.Merge(record.Events, [Ended(now)], maxEvents),
        };
        return RecordCompletion.Complete(record, next, now);
    }

    private static EventRecord Ended(DateTimeOffset now) => new(AuditType.AllSessionsEnded.Success, now, Actor, null, null, null);
}
