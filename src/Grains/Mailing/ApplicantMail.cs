using Members.Grains.Accounts;
using Members.Grains.Mail;
using Members.Grains.Tokens;
using Members.Secrets;

namespace Members.Grains.Mailing;

/// <summary>Leads an applicant to the page that shows how their application stands.</summary>
/// <param name="countsAgainstAllowance">Whether it counts against the site's hourly allowance: anybody can sign somebody else up.</param>
internal sealed class ApplicantMail(bool countsAgainstAllowance) : MemberMail
{
    public override bool CountsAgainstAllowance => countsAgainstAllowance;

    public override bool IsSentWithoutSecret => false;

    // The address has perhaps not been shown to be the applicant's: a name would be that of whoever typed it.
    public override bool NamesTheMember => false;

    public override MailSecret NewSecret(MemberContext member, MemberRecord record, OutboxEntry entry) =>
        new(member.NewToken(TokenPurpose.Application));

    public override MemberRecord? Renew(
        MemberRecord record, OutboxEntry entry, MailSecret secret, DateTimeOffset now, MembersOptions options) =>
        record with { Tokens = ApplicantTokens.Issue(record.Tokens, secret.Link!, now) };

    public override TimeSpan Lifetime(MemberRecord record, OutboxEntry entry, DateTimeOffset now, MembersOptions options) =>
        ApplicantTokens.Lifetime;
}
