using Members.Audit;
using Members.Emails;
using Members.Grains.Accounts;
using Members.Outcomes;
using Members.Secrets;

namespace Members.Grains.Admission;

/// <summary>Approves and unblocks: one commit.</summary>
internal static class ApproveHandler
{
    public static Task<Outcome<OpaqueToken>> Approve(MemberContext member, EmailAddress? named) =>
        member.Audited(AuditType.Approval, async scope =>
        {
            await member.LoadNamed(named);
            var (ticket, by) = (member.NewToken(TokenPurpose.SessionTicket), await ApplicationsHandler.Decider(member));
            return await member.Commit(
                r => DecisionRules.Recorded(
                    r, AdmissionRules.Approve(r, named, ticket, member.Now, member.Options.SessionTicketLifetime), by, member.Now),
                scope);
        });

    public static Task<Outcome<OpaqueToken>> ApproveWithToken(MemberContext member, OpaqueToken token) =>
        member.Audited(AuditType.Approval, async scope =>
        {
            await member.LoadOrDrop();
            var (ticket, by) = (member.NewToken(TokenPurpose.SessionTicket), await ApplicationsHandler.Decider(member));
            return await member.Commit(
                r => DecisionRules.Recorded(
                    r, AdmissionRules.ApproveWithToken(r, token, ticket, member.Now, member.Options.SessionTicketLifetime), by, member.Now),
                scope);
        });
}
