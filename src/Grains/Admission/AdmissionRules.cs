using Members.Accounts;
using Members.Emails;
using Members.Grains.Accounts;
using Members.Grains.Storage;
using Members.Grains.Tokens;
using Members.Outcomes;
using Members.Secrets;

namespace Members.Grains.Admission;

/// <summary>How a member is approved and blocked. Where each status leads is in <see cref="MemberStatuses"/>.</summary>
internal static class AdmissionRules
{
    /// <summary>Approves, or unblocks, a member who was named; an active one stays active and gets a ticket too.</summary>
    public static Decision<MemberRecord, Outcome<OpaqueToken>> Approve(
        MemberRecord record, EmailAddress? named, OpaqueToken ticket, DateTimeOffset now, TimeSpan ticketLifetime) =>
        record.IsNamed(named) && MemberStatuses.Of(record.Status).Approved is { } status
            ? new(Approved(record, status, ticket, now, ticketLifetime), ticket)
            : new(null, new Refusal.MemberNotFound());

    /// <summary>Approves by token, which is used in the commit that approves the member (contract I5).</summary>
    public static Decision<MemberRecord, Outcome<OpaqueToken>> ApproveWithToken(
        MemberRecord record, OpaqueToken token, OpaqueToken ticket, DateTimeOffset now, TimeSpan ticketLifetime)
    {
        if (OneTimeTokens.Refuse(record.Tokens, token, TokenPurpose.Approval, now) is { } refusal)
        {
            return new(null, refusal);
        }

        var used = record with { Tokens = OneTimeTokens.Use(record.Tokens, token) };
        return MemberStatuses.Of(record.Status).ApprovedByToken is { } status
            ? new(Approved(used, status, ticket, now, ticketLifetime), ticket)
            : new(null, new Refusal.TokenInvalid(TokenFate.Revoked));
    }

    /// <summary>
    /// Blocks: whatever could let the member in ends in the same commit. Blocking twice changes nothing, unless the newer block has
    /// another end or another reason.
    /// </summary>
    public static Decision<MemberRecord, Outcome<Done>> Block(MemberRecord record, BlockMember command) =>
        !record.IsNamed(command.Named) || MemberStatuses.Of(record.Status).Blocked is null
            ? new(null, new Refusal.MemberNotFound())
            : new(SuspensionRules.Block(record, command), Done.Instance);

    private static MemberRecord Approved(
        MemberRecord record, MemberStatus status, OpaqueToken ticket, DateTimeOffset now, TimeSpan ticketLifetime)
    {
        var ended = Endings.Apply(record, Ending.Approval);
        return ended with
        {
            Status = status,
            Suspension = null,
            Tokens = OneTimeTokens.Issue(ended.Tokens, ticket, now + ticketLifetime, now, replace: false),
        };
    }
}
