using Members.Audit;
using Members.Emails;
using Members.Grains.Accounts;
using Members.Outcomes;
using Members.Secrets;

namespace Members.Grains.Login;

/// <summary>Hands out session tickets to members who were authenticated elsewhere. One commit each.</summary>
internal static class TicketHandler
{
    public static Task<Outcome<OpaqueToken>> Issue(MemberContext member, EmailAddress? named) =>
        member.Audited(AuditType.Ticket, async scope =>
        {
            await member.LoadNamed(named);
            var (ticket, lifetime) = (member.NewToken(TokenPurpose.SessionTicket), member.Options.SessionTicketLifetime);
            return await member.Commit(r => LoginRules.IssueTicket(r, named, ticket, member.Now, lifetime), scope);
        });

    public static Task<Outcome<OpaqueToken>> SignOn(MemberContext member, EmailAddress? named) =>
        member.Audited(AuditType.Ticket, async scope =>
        {
            await member.LoadNamed(named);
            var (ticket, lifetime) = (member.NewToken(TokenPurpose.SessionTicket), member.Options.SessionTicketLifetime);
            return await member.Commit(r => LoginRules.SignOn(r, named, ticket, member.Now, lifetime), scope);
        });
}
