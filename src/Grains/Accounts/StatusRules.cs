using Members.Accounts;
using Members.Grains.Mail;
using Members.Grains.Storage;
using Members.Grains.Tokens;
using Members.Grains.Verification;
using Members.Outcomes;
using Members.Secrets;

namespace Members.Grains.Accounts;

using BlockRuling = Decision<MemberRecord, Outcome<Done>>;
using TicketRuling = Decision<MemberRecord, Outcome<OpaqueToken>>;

/// <summary>
/// Who may become what. The graph: PENDING→ACTIVE, PENDING→BLOCKED, ACTIVE→BLOCKED, BLOCKED→ACTIVE, and the last never
/// by a token (contract I9).
/// </summary>
internal static class StatusRules
{
    /// <summary>Approves, or unblocks, a member who was named; an active one stays as they are and gets a ticket too.</summary>
    public static TicketRuling Approve(MemberRecord record, OpaqueToken ticket, DateTimeOffset now, TimeSpan ticketLifetime) =>
        record.Status switch
        {
            MemberStatus.None or MemberStatus.Offline => TicketRuling.Keep(new Refusal.MemberNotFound()),
            _ => new TicketRuling(Activate(record, ticket, now, ticketLifetime), ticket),
        };

    /// <summary>Approves by token. It is used up in the same write that makes the member active (contract I5).</summary>
    public static TicketRuling ApproveWithToken(
        MemberRecord record, OpaqueToken token, OpaqueToken ticket, DateTimeOffset now, TimeSpan ticketLifetime)
    {
        if (OneTimeTokens.Refuse(record.Tokens, token, TokenPurpose.Approval, now) is { } refusal)
        {
            return TicketRuling.Keep(refusal);
        }

        return record.Status == MemberStatus.Pending
            ? new TicketRuling(Activate(record with { Tokens = OneTimeTokens.Use(record.Tokens, token) }, ticket, now, ticketLifetime), ticket)
            : TicketRuling.Keep(new Refusal.TokenInvalid(TokenFate.Revoked));
    }

    /// <summary>Blocks: all that could let the member in dies in the same write.</summary>
    public static BlockRuling Block(MemberRecord record)
    {
        // Blocking a guest would let the unblocking make them active: OFFLINE leads nowhere (contract I9).
        if (record.Status is MemberStatus.None or MemberStatus.Offline)
        {
            return BlockRuling.Keep(new Refusal.MemberNotFound());
        }

        if (record.Status == MemberStatus.Blocked)
        {
            return BlockRuling.Keep(Done.Instance);
        }

        return new BlockRuling(
            VerificationRules.End(record) with
            {
                Status = MemberStatus.Blocked,
                Sessions = [],
                Devices = [],
                Verification = null,
                Tokens = OneTimeTokens.End(
                    record.Tokens,
                    TokenFate.Revoked,
                    TokenPurpose.SessionTicket,
                    TokenPurpose.AuthorizationCode,
                    TokenPurpose.Approval,
                    TokenPurpose.SetPassword,
                    TokenPurpose.UndoEmailChange),
                Outbox = record.Outbox.RemoveAll(e => e.Kind is MailKind.SetPassword or MailKind.VerificationCode),
            },
            Done.Instance);
    }

    private static MemberRecord Activate(MemberRecord record, OpaqueToken ticket, DateTimeOffset now, TimeSpan ticketLifetime)
    {
        var rest = OneTimeTokens.End(record.Tokens, TokenFate.Revoked, TokenPurpose.Approval);
        return record with
        {
            Status = MemberStatus.Active,
            Tokens = OneTimeTokens.Issue(rest, ticket, now + ticketLifetime, now, replace: false),
        };
    }
}
