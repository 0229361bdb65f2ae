using Members.Accounts;
using Members.Audit;
using Members.Grains.Accounts;
using Members.Grains.Audit;
using Members.Grains.Mail;
using Members.Grains.Mailing;
using Members.Outcomes;
using Members.Secrets;

namespace Members.Grains.EmailChange;

/// <summary>Undoes a verified change of the login address: one commit.</summary>
internal sealed class UndoEmailChangeHandler(MemberMails mails)
{
    public Task<Outcome<Done>> Undo(MemberContext member, OpaqueToken token) =>
        member.Audited(AuditType.EmailChangeUndone, scope => Undo(member, token, scope));

    /// <summary>Looks at a token without using it.</summary>
    public static async Task<Outcome<Done>> Inspect(MemberContext member, OpaqueToken token)
    {
        var refusal = UndoRules.Refuse(await member.LoadOrDrop(), token, member.Now);
        return refusal is null ? Done.Instance : refusal;
    }

    private async Task<Outcome<Done>> Undo(MemberContext member, OpaqueToken token, AuditScope scope)
    {
        await member.LoadOrDrop();
        var link = member.NewToken(TokenPurpose.SetPassword);
        var mail = MemberId.New();
        var lifetime = member.Options.SetPasswordLinkLifetime;

        // The address is reserved for this very member, so that nobody else can own it.
        var undone = await member.CommitAddresses(r => UndoRules.Undo(r, token, link, mail, member.Now, lifetime), scope);
        if (!undone.Succeeded)
        {
            return undone.Refusal;
        }

        mails.Post(member, await member.Load(), undone.Value, new MailSecret(link));
        return Done.Instance;
    }
}
