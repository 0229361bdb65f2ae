using Members.Emails;
using Members.Grains.Mail;
using Members.Grains.SignUp;
using Members.Invitations;
using Members.Outcomes;

namespace Members.Grains.Invitations;

/// <summary>
/// Mails an invitation to its address. It is in no outbox: the code is stored as a digest alone, so the mail cannot be made again. Whoever
/// invites has the link too.
/// </summary>
internal sealed class InvitationMail(IMailSender sender, SitePolicy site, IGrainFactory grains)
{
    /// <summary>Counts a mail against the site's allowance; a refusal when there is none left in this hour.</summary>
    public async Task<Refusal.TooManyRequests?> Refuse() =>
        await grains.GetGrain<IMailAllowanceGrain>(LoginKey.DefaultSite).Take() is { } wait ? new Refusal.TooManyRequests(wait) : null;

    /// <summary>Hands the mail over.</summary>
    public async Task Send(NewInvitation made)
    {
        var (invitation, settings) = (made.Invitation, await site.Admission());
        var link = $"sign-up?invitation={made.Code.Reveal()}";
        var facts = new MailFacts(invitation.Note, invitation.ExpiresAt, link, settings.DefaultLanguage);
        sender.Post(new MailJob(
            invitation.Id,
            invitation.Id,
            Attempt: 1,
            MailKind.Invitation,
            invitation.Email!,
            Name: null,
            Link: null,
            LinkLifetime: TimeSpan.Zero,
            HideIgnoreMessage: false,
            Facts: facts));
    }
}
