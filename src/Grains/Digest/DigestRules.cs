using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Security.Cryptography;
using Members.Grains.Admission;
using Members.Grains.Tokens;
using Members.Settings;

namespace Members.Grains.Digest;

/// <summary>
/// When approvers get a mail (admission, section 5): when somebody waits who was in none yet, at once if nobody had waited and otherwise
/// some time after the last; and again while somebody has waited for long.
/// </summary>
internal static class DigestRules
{
    /// <summary>How old an application must be to count. A commit takes a moment, and no application may appear behind the mark.</summary>
    public static readonly TimeSpan Settling = TimeSpan.FromSeconds(5);

    /// <summary>Whether a mail is due.</summary>
    /// <param name="record">What was told before.</param>
    /// <param name="queue">Who waits. Its newest is the newest application that has settled.</param>
    /// <param name="settings">The site's settings.</param>
    /// <param name="now">The time.</param>
    public static bool IsDue(DigestRecord record, QueueFigures queue, AdmissionSettings settings, DateTimeOffset now)
    {
        if (queue is not { Waiting: > 0, Oldest: { } oldest } || Newest(record, queue, now) is not { } newest)
        {
            return false;
        }

        if (record is not { CoveredUntil: { } covered, MailedAt: { } mailed } || oldest > covered)
        {
            return true;
        }

        return (newest > covered && now >= mailed + settings.ApprovalDigest)
            || (now - oldest >= settings.ApprovalReminder && now >= mailed + settings.ApprovalReminder);
    }

    /// <summary>Decides on a mail to these approvers.</summary>
    public static DigestRecord Mail(DigestRecord record, QueueFigures queue, ImmutableArray<Guid> approvers, DateTimeOffset now) =>
        record with
        {
            MailedAt = now,
            CoveredUntil = Newest(record, queue, now),
            Untold = approvers,
            LinkKey = record.LinkKey ?? TokenKey.New(),
        };

    /// <summary>Notes that an applicant has replied. A reply is news, as an application is.</summary>
    public static DigestRecord Replied(DigestRecord record, DateTimeOffset at) =>
        at > (record.RepliedAt ?? DateTimeOffset.MinValue) ? record with { RepliedAt = at } : record;

    /// <summary>
    /// The id of the mail to one approver. It is the same when the mail is put into the outbox again because a silo died, so that a
    /// mailbox shows it once.
    /// </summary>
    public static Guid EntryOf(DigestRecord record, Guid approver)
    {
        Span<byte> message = stackalloc byte[24];
        approver.TryWriteBytes(message);
        BinaryPrimitives.WriteInt64BigEndian(message[16..], record.MailedAt?.UtcTicks ?? 0);
        return new Guid(SHA256.HashData(message).AsSpan(0, 16));
    }

    // A reply counts once it has settled too: a mark as young as the reply would hide an application of that moment.
    private static DateTimeOffset? Newest(DigestRecord record, QueueFigures queue, DateTimeOffset now) =>
        record.RepliedAt is { } replied && replied <= now - Settling && !(queue.Newest >= replied) ? replied : queue.Newest;
}
