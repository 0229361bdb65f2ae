using Members.Grains.Accounts;
using Members.Grains.Mail;
using Members.Grains.Tokens;
using Members.Outcomes;
using Members.Secrets;

namespace Members.Grains.Emails;

/// <summary>What else a change of the login address does, in the same write.</summary>
internal static class EmailChangeRules
{
    private static readonly TimeSpan NoticeWorth = TimeSpan.FromDays(3);

    /// <summary>
    /// Links mailed to the old address die, the new one is not verified, the old one is told (ASVS 5.0, 6.3.7), and
    /// sessions end if that was asked for.
    /// </summary>
    public static MemberRecord Apply(MemberRecord record, DateTimeOffset now)
    {
        var move = record.Moving!;
        var dead = move.RevokeSessions
            ? OneTimeTokens.End(record.Tokens, TokenFate.Revoked, TokenPurpose.SetPassword, TokenPurpose.SessionTicket, TokenPurpose.AuthorizationCode)
            : OneTimeTokens.End(record.Tokens, TokenFate.Revoked, TokenPurpose.SetPassword);
        var notice = Outbox.Entry(NoticeId(move), MailKind.LoginEmailChanged, record.Login!.Typed, hideIgnoreMessage: false, now, NoticeWorth);
        return record with
        {
            EmailVerified = false,
            Tokens = dead,
            Sessions = move.RevokeSessions ? [] : record.Sessions,
            Outbox = Outbox.Put(record.Outbox.RemoveAll(e => e.Kind == MailKind.SetPassword), notice),
            Events = move.Event is null ? record.Events : record.Events.Add(move.Event),
        };
    }

    /// <summary>The id of the notice that a change sends: one change, one notice, however often it is settled.</summary>
    public static Guid NoticeId(Move move) => move.To.Operation;
}
