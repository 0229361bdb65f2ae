using Members.Accounts;
using Members.Audit;
using Members.Emails;
using Members.Grains.Accounts;
using Members.Grains.Audit;
using Members.Grains.Mail;
using Members.Grains.Mailing;
using Members.Grains.Throttling;
using Members.Outcomes;
using Members.Secrets;

namespace Members.Grains.PasswordChange;

/// <summary>Mails a link that sets a password: one commit, and the answer does not tell whether there is such a member.</summary>
internal sealed class SendLinkHandler(MemberMails mails, IGrainFactory grains)
{
    public async Task<Outcome<Done>> Send(MemberContext member, EmailAddress email, bool hideIgnoreMessage)
    {
        // Whether there is anybody to write to is for the audit log, not for the caller.
        var outcome = await member.Audited(AuditType.PasswordLink, scope => Send(member, email, hideIgnoreMessage, scope), email);
        return outcome.Refusal is Refusal.MemberNotFound ? Done.Instance : outcome;
    }

    private async Task<Outcome<Done>> Send(MemberContext member, EmailAddress email, bool hideIgnoreMessage, AuditScope scope)
    {
        // Counted before it is known whether there is anybody to write to: whoever is told to wait learns nothing by it.
        if (await grains.GetGrain<ILoginAttemptsGrain>(LoginKey.For(email).Value).TakeMail() is { } tooMany)
        {
            return new Refusal.TooManyRequests(tooMany);
        }

        if (!MemberStatuses.Of((await member.Load()).Status).GetsMail)
        {
            return new Refusal.MemberNotFound();
        }

        // Beyond what the site may send the mail waits. A refusal would tell who is a member: strangers get no mail.
        var wait = await grains.GetGrain<IMailAllowanceGrain>(LoginKey.DefaultSite).Take();
        var link = member.NewToken(TokenPurpose.SetPassword);
        var request = new LinkRequest(MemberId.New(), hideIgnoreMessage, wait);
        var lifetime = member.Options.SetPasswordLinkLifetime;
        var entry = await member.Commit(r => PasswordRules.RequestLink(r, email, link, request, member.Now, lifetime), scope);
        if (entry is null)
        {
            return new Refusal.MemberNotFound();
        }

        if (wait is null)
        {
            mails.Post(member, await member.Load(), entry, new MailSecret(link));
        }

        return Done.Instance;
    }
}
