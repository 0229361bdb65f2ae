using Members.Audit;
using Members.Emails;
using Members.Grains.Accounts;
using Members.Grains.Verification;
using Members.Outcomes;

namespace Members.Grains.Confirmation;

/// <summary>Mails another code for a registration that waits for one.</summary>
internal sealed class ResendCodeHandler(ConfirmationCodes codes)
{
    public Task<Outcome<Done>> Resend(MemberContext member) => member.Audited<Done>(AuditType.CodeSent, async _ =>
    {
        var record = await member.LoadOrDrop();
        if (VerificationRules.Resendable(record.Verification, member.Now) is not { } pending)
        {
            return new Refusal.MemberNotFound();
        }

        if (await codes.TakeMail(EmailAddress.Parse(pending.Address)) is { } refusal)
        {
            return refusal;
        }

        return await codes.Renew(member, pending) ? Done.Instance : new Refusal.MemberNotFound();
    });
}
