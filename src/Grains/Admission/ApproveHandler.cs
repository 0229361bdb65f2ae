using Members.Audit;
using Members.Emails;
using Members.Grains.Accounts;
using Members.Grains.SignUp;
using Members.Grains.Storage;
using Members.Outcomes;
using Members.Secrets;

namespace Members.Grains.Admission;

/// <summary>Approves and unblocks: one commit.</summary>
internal sealed class ApproveHandler(SitePolicy site)
{
    public Task<Outcome<OpaqueToken>> Approve(MemberContext member, EmailAddress? named) =>
        member.Audited(AuditType.Approval, async scope =>
        {
            await member.LoadNamed(named);
            return await Commit(member, scope, (r, ticket) => AdmissionRules.Approve(
                r, named, ticket, member.Now, member.Options.SessionTicketLifetime));
        });

    public Task<Outcome<OpaqueToken>> ApproveWithToken(MemberContext member, OpaqueToken token) =>
        member.Audited(AuditType.Approval, async scope =>
        {
            await member.LoadOrDrop();
            return await Commit(member, scope, (r, ticket) => AdmissionRules.ApproveWithToken(
                r, token, ticket, member.Now, member.Options.SessionTicketLifetime));
        });

    private async Task<Outcome<OpaqueToken>> Commit(
        MemberContext member,
        Audit.AuditScope scope,
        Func<MemberRecord, OpaqueToken, Decision<MemberRecord, Outcome<OpaqueToken>>> approve)
    {
        var (ticket, by) = (member.NewToken(TokenPurpose.SessionTicket), await ApplicationsHandler.Decider(member));
        var mails = new ApplicationMails(await site.Admission(), member.Now);
        return await member.Commit(
            r =>
            {
                var approved = DecisionRules.Recorded(r, approve(r, ticket), by, member.Now);
                return approved.Next is { } next ? approved with { Next = mails.Changed(r, next) } : approved;
            },
            scope);
    }
}
