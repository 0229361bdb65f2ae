using Members.Accounts;
using Members.Grains.Accounts;
using Members.Grains.Mail;
using Members.Outcomes;

namespace Members.Grains.Admission;

/// <summary>How a block with a reason and an end is made. It ends by the clock: see <see cref="MemberRecord.At"/>.</summary>
internal static class SuspensionRules
{
    /// <summary>The longest block with an end; a longer one is for good.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(3650);

    /// <summary>Every rule that a block breaks.</summary>
    public static Refusal.Invalid? Check(BlockMember command, DateTimeOffset now)
    {
        var broken = TextRules.Violations("reason", "reason", command.Reason, DecisionRules.MaxText, hasLines: true)
            .Concat(CheckEnd(command.Until, now)).ToArray();
        return broken.Length > 0 ? new Refusal.Invalid([.. broken]) : null;
    }

    /// <summary>Every rule that the end of a block breaks.</summary>
    public static IEnumerable<Violation> CheckEnd(DateTimeOffset? until, DateTimeOffset now) => until <= now || until > now + Longest
        ? [new("until", "OUT_OF_RANGE", "The until must be in the future, within ten years. Leave it out to block for good.")]
        : [];

    /// <summary>The blocked member; null when they are blocked like that already.</summary>
    public static MemberRecord? Block(MemberRecord record, BlockMember command)
    {
        var (before, reason) = (record.Suspension, string.IsNullOrWhiteSpace(command.Reason) ? null : command.Reason);
        if (record.Status != MemberStatus.Blocked)
        {
            return Endings.Apply(record, Ending.Block) with
            {
                Status = MemberStatus.Blocked,
                Suspension = new(record.Status, command.Until, reason, command.TellMember),
            };
        }

        // Who says nothing about the reason does not take it back.
        var isTold = command.TellMember || (reason is null && before?.IsTold == true);
        if (command.Until == before?.Until && (reason ?? before?.Reason) == before?.Reason && isTold == (before?.IsTold ?? false))
        {
            return null;
        }

        // What has not been told yet of the older block is not told any more.
        return record with
        {
            Suspension = new(before?.From ?? Former(record), command.Until, reason ?? before?.Reason, isTold),
            Outbox = Outbox.Drop(record.Outbox, MailKind.MemberBlocked),
        };
    }

    // A version that knew no ends did not keep the status before: somebody who never logged in may never have been approved.
    private static MemberStatus Former(MemberRecord record) => record.LastLoginAt is null ? MemberStatus.Pending : MemberStatus.Active;
}
