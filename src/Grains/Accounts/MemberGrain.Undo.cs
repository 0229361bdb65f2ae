using Members.Accounts;
using Members.Audit;
using Members.Grains.Audit;
using Members.Grains.Emails;
using Members.Grains.Mail;
using Members.Grains.Tokens;
using Members.Grains.Verification;
using Members.Outcomes;
using Members.Secrets;

namespace Members.Grains.Accounts;

/// <content>Undoing a change of the login address.</content>
internal sealed partial class MemberGrain
{
    /// <inheritdoc/>
    public Task<Outcome<Done>> UndoEmailChange(OpaqueToken token) => Audited(AuditType.EmailChangeUndone, deed => UndoEmailChange(token, deed));

    /// <inheritdoc/>
    public async Task<Outcome<Done>> InspectUndoToken(OpaqueToken token)
    {
        var refusal = UndoRules.Refuse(await Present(), token, Now);
        return refusal is null ? Done.Instance : refusal;
    }

    private async Task<Outcome<Done>> UndoEmailChange(OpaqueToken token, Deed deed)
    {
        await Present();
        var record = await Settled();
        if (UndoRules.Refuse(record, token, Now) is { } refusal)
        {
            return refusal;
        }

        var move = UndoRules.Back(record, token, MemberId.New(), MemberId.New(), Now, deed.Record(Now));
        var link = TokenMint.New(TokenPurpose.SetPassword, Id);
        if (!await _address.Move(move, Now, r => UndoRules.Apply(r, link, Now, _options.SetPasswordLinkLifetime)))
        {
            return new Refusal.TokenInvalid(TokenFate.Revoked);
        }

        // The addresses that were moved to since are free from the answer on, like the one left.
        record = await Settled();
        if (record.Outbox.FirstOrDefault(e => e.Id == EmailChangeRules.NoticeId(move)) is { } mail)
        {
            Post(mail, new MailSecret(link), record);
        }

        return Done.Instance;
    }
}
