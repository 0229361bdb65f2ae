using Members.Grains.Accounts;
using Members.Grains.Mail;
using Members.Grains.Tokens;
using Members.Grains.Verification;
using Members.Outcomes;
using Members.Secrets;

namespace Members.Grains.Emails;

/// <summary>What else a change of the login address does, in the same write.</summary>
internal static class EmailChangeRules
{
    private static readonly TimeSpan NoticeWorth = TimeSpan.FromDays(3);

    /// <summary>
    /// Links mailed to the old address die, the new one counts as verified only if it was, the old one is told (ASVS 5.0, 6.3.7), and
    /// sessions end if that was asked for.
    /// </summary>
    /// <param name="record">The member, whose change is under way.</param>
    /// <param name="now">The time.</param>
    /// <param name="undo">The token that undoes it, if it was verified.</param>
    public static MemberRecord Apply(MemberRecord record, DateTimeOffset now, OpaqueToken? undo = null)
    {
        var move = record.Moving!;
        record = UndoRules.Drop(record, move.To.Key);
        if (move.Verified)
        {
            record = UndoRules.SetAside(record, NoticeId(move), undo ?? throw new ArgumentNullException(nameof(undo)), now);
            record = record.Verification is { } verification ? VerificationRules.Use(record, verification, now) : record;
        }

        var dead = move.RevokeSessions
            ? OneTimeTokens.End(record.Tokens, TokenFate.Revoked, TokenPurpose.SetPassword, TokenPurpose.SessionTicket, TokenPurpose.AuthorizationCode)
            : OneTimeTokens.End(record.Tokens, TokenFate.Revoked, TokenPurpose.SetPassword);
        var notice = Outbox.Entry(NoticeId(move), MailKind.LoginEmailChanged, record.Login!.Typed, hideIgnoreMessage: false, now, NoticeWorth);
        return record with
        {
            EmailVerified = move.Verified,
            Tokens = dead,
            Sessions = move.RevokeSessions ? [] : record.Sessions,
            Outbox = Outbox.Put(record.Outbox.RemoveAll(e => e.Kind == MailKind.SetPassword), notice),
            Events = move.Event is null ? record.Events : record.Events.Add(move.Event),
        };
    }

    /// <summary>The id of the notice that a change sends: one change, one notice, however often it is settled.</summary>
    public static Guid NoticeId(Move move) => move.Notice ?? move.To.Operation;
}
