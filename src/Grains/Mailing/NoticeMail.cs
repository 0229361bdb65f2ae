using Members.Grains.Accounts;
using Members.Grains.Mail;

namespace Members.Grains.Mailing;

/// <summary>Tells something and carries no secret.</summary>
internal sealed class NoticeMail : MemberMail
{
    public override bool IsSentWithoutSecret => true;

    public override MailSecret NewSecret(MemberContext member, MemberRecord record, OutboxEntry entry) => MailSecret.None;

    public override MemberRecord? Renew(
        MemberRecord record, OutboxEntry entry, MailSecret secret, DateTimeOffset now, MembersOptions options) => null;

    public override TimeSpan Lifetime(MemberRecord record, OutboxEntry entry, DateTimeOffset now, MembersOptions options) => TimeSpan.Zero;
}
