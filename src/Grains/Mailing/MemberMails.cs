using Members.Grains.Accounts;
using Members.Grains.Mail;

namespace Members.Grains.Mailing;

/// <summary>The one table of the kinds of mail that members get, and how a mail is handed over.</summary>
internal sealed class MemberMails(VerificationCodeMail verificationCode)
{
    private readonly SetPasswordMail _setPassword = new();
    private readonly LoginEmailChangedMail _loginEmailChanged = new();
    private readonly NoticeMail _notice = new();
    private readonly ApplicantMail _received = new(countsAgainstAllowance: true), _question = new(countsAgainstAllowance: false);

    public MemberMail Of(MailKind kind) => kind switch
    {
        MailKind.SetPassword => _setPassword,
        MailKind.LoginEmailChanged => _loginEmailChanged,
        MailKind.VerificationCode => verificationCode,
        MailKind.ApplicationReceived => _received,
        MailKind.ApplicationQuestion => _question,
        MailKind.ApplicationApproved or MailKind.ApplicationRejected or MailKind.ApplicationLapsed => _notice,
        MailKind.MemberBlocked or MailKind.ApplicationsWaiting or MailKind.Invitation => _notice,
        MailKind.AccountDeletion => _notice,
    };

    /// <summary>Hands over a mail of the outbox with the secret that it carries.</summary>
    /// <param name="member">Whose outbox it is in.</param>
    /// <param name="record">Their record.</param>
    /// <param name="entry">The mail.</param>
    /// <param name="secret">What it carries.</param>
    /// <param name="queue">Who waits just now, for a mail to an approver.</param>
    public void Post(MemberContext member, MemberRecord record, OutboxEntry entry, MailSecret secret, MailedApplications? queue = null)
    {
        var mail = Of(entry.Kind);
        member.Post(new MailJob(
            member.Id,
            entry.Id,
            entry.Attempts,
            entry.Kind,
            entry.To,
            mail.NamesTheMember ? record.Profile.Contact.FirstName : null,
            secret.Link,
            mail.Lifetime(record, entry, member.Now, member.Options),
            entry.HideIgnoreMessage,
            secret.Code,
            entry.Facts ?? new MailFacts(Languages: record.Profile.Contact.Locale))
        {
            Queue = entry.Kind == MailKind.ApplicationsWaiting ? queue : null,
        });
    }
}
