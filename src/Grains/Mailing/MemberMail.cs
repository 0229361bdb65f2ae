using Members.Grains.Accounts;
using Members.Grains.Mail;

namespace Members.Grains.Mailing;

/// <summary>
/// A kind of mail: what it carries, and what it carries when it is sent again. Each kind is a class, listed in <see cref="MemberMails"/>.
/// </summary>
internal abstract class MemberMail
{
    /// <summary>Whether it counts against the site's hourly allowance.</summary>
    public virtual bool CountsAgainstAllowance => false;

    /// <summary>Whether it is still worth sending when there is no secret for it any more.</summary>
    public abstract bool IsSentWithoutSecret { get; }

    /// <summary>Whether it addresses the member by name: not before the address has been shown to be theirs.</summary>
    public virtual bool NamesTheMember => true;

    /// <summary>A secret for another attempt: the one of the first is gone with the process that made it.</summary>
    public abstract MailSecret NewSecret(MemberContext member, MemberRecord record, OutboxEntry entry);

    /// <summary>
    /// The record in which a new secret is good; null when the mail has no use for one. The secrets of earlier attempts stay good beside
    /// it until one is used or its time is over, because they may have arrived (contract I11).
    /// </summary>
    public abstract MemberRecord? Renew(
        MemberRecord record, OutboxEntry entry, MailSecret secret, DateTimeOffset now, MembersOptions options);

    /// <summary>For how long the mail says that its secret is good.</summary>
    public abstract TimeSpan Lifetime(MemberRecord record, OutboxEntry entry, DateTimeOffset now, MembersOptions options);
}
