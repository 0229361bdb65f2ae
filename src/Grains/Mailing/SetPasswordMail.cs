using Members.Grains.Accounts;
using Members.Grains.Mail;
using Members.Grains.Tokens;
using Members.Secrets;

namespace Members.Grains.Mailing;

/// <summary>Carries the link that sets a password.</summary>
internal sealed class SetPasswordMail : MemberMail
{
    public override bool CountsAgainstAllowance => true;

    public override bool IsSentWithoutSecret => false;

    public override MailSecret NewSecret(MemberContext member, MemberRecord record, OutboxEntry entry) =>
        new(member.NewToken(TokenPurpose.SetPassword));

    public override MemberRecord? Renew(
        MemberRecord record, OutboxEntry entry, MailSecret secret, DateTimeOffset now, MembersOptions options) => record with
        {
            Tokens = OneTimeTokens.Issue(record.Tokens, secret.Link!, now + options.SetPasswordLinkLifetime, now, replace: false),
        };

    public override TimeSpan Lifetime(MemberRecord record, OutboxEntry entry, DateTimeOffset now, MembersOptions options) =>
        options.SetPasswordLinkLifetime;
}
