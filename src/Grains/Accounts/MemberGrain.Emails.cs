using Members.Accounts;
using Members.Audit;
using Members.Emails;
using Members.Grains.Audit;
using Members.Grains.Emails;
using Members.Grains.Mail;
using Members.Grains.Tokens;
using Members.Grains.Verification;
using Members.Outcomes;
using Members.Secrets;

namespace Members.Grains.Accounts;

/// <content>Changing the login address.</content>
internal sealed partial class MemberGrain
{
    /// <inheritdoc/>
    public Task<Outcome<MemberView>> ChangeLoginEmail(ChangeLoginEmail command) =>
        Audited(AuditType.EmailChange, deed => ChangeLoginEmail(command, deed));

    private async Task<Outcome<MemberView>> ChangeLoginEmail(ChangeLoginEmail command, Deed deed)
    {
        var record = await Settled();
        if (!record.Exists())
        {
            return new Refusal.MemberNotFound();
        }

        if (command.Proof is not null)
        {
            return await FinishChange(command, command.Proof, deed);
        }

        if (record.Login!.Is(command.NewEmail))
        {
            return MemberViews.Of(record);
        }

        if (Outbox.IsFull(record.Outbox))
        {
            return new Refusal.TooManyRequests(TimeSpan.FromMinutes(1));
        }

        return command.Verify
            ? await BeginChange(record, command)
            : await Move(record, command.NewEmail, command.RevokeCurrentSessions, verified: false, deed);
    }

    private async Task<Outcome<MemberView>> Move(MemberRecord record, EmailAddress to, bool revokeSessions, bool verified, Deed deed)
    {
        var login = LoginName.Of(to, MemberId.New());
        var own = record.SetAside.FirstOrDefault(a => a.Login.Key == login.Key)?.Login.Operation;
        var move = new Move(login, Now, revokeSessions, deed.Record(Now), verified, Notice: MemberId.New(), SetAsideBy: own);
        var undo = TokenMint.New(TokenPurpose.UndoEmailChange, Id);
        if (!await _address.Move(move, Now, r => EmailChangeRules.Apply(r, Now, undo)))
        {
            return new Refusal.EmailTaken();
        }

        record = await _stored.Current();
        if (record.Outbox.FirstOrDefault(e => e.Id == EmailChangeRules.NoticeId(move)) is { } notice)
        {
            Post(notice, verified ? new MailSecret(undo) : MailSecret.None, record);
        }

        return MemberViews.Of(record);
    }

    // What a change does that an earlier call began. Nobody has the tokens: the mail's next try brings new ones.
    private MemberRecord ApplyMove(MemberRecord record) => record.Moving!.Undo is null
        ? EmailChangeRules.Apply(record, Now, TokenMint.New(TokenPurpose.UndoEmailChange, Id))
        : UndoRules.Apply(record, TokenMint.New(TokenPurpose.SetPassword, Id), Now, _options.SetPasswordLinkLifetime);
}
