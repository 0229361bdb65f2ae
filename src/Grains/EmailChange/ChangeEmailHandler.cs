using Members.Accounts;
using Members.Audit;
using Members.Emails;
using Members.Grains.Accounts;
using Members.Grains.Audit;
using Members.Grains.Confirmation;
using Members.Grains.Emails;
using Members.Grains.Mail;
using Members.Grains.Mailing;
using Members.Grains.Verification;
using Members.Outcomes;
using Members.Secrets;
using Members.Verification;

namespace Members.Grains.EmailChange;

/// <summary>Changes the login address: one commit, of the member and both addresses together.</summary>
internal sealed class ChangeEmailHandler(ConfirmationCodes codes, MemberMails mails)
{
    public Task<Outcome<MemberView>> Change(MemberContext member, ChangeLoginEmail command) =>
        member.Audited(AuditType.EmailChange, scope => Change(member, command, scope));

    private async Task<Outcome<MemberView>> Change(MemberContext member, ChangeLoginEmail command, AuditScope scope)
    {
        // Nobody is told from memory that there is nothing to change: it may be behind the row.
        var record = await member.Reload();
        if (!record.Exists())
        {
            return new Refusal.MemberNotFound();
        }

        if (command.Proof is not null)
        {
            return await Confirm(member, command, command.Proof, scope);
        }

        var login = record.Addresses.Login!;
        if (login.Typed == command.NewEmail.Typed)
        {
            return MemberViews.Of(record);
        }

        // Another spelling of the same address needs no code and makes no mail.
        if (login.Is(command.NewEmail))
        {
            return await Move(member, command.NewEmail, command.RevokeCurrentSessions, verified: null, scope);
        }

        if (Outbox.RefuseAnother(record.Outbox) is { } full)
        {
            return full;
        }

        return command.Verify
            ? await Begin(member, record, command)
            : await Move(member, command.NewEmail, command.RevokeCurrentSessions, verified: null, scope);
    }

    // The first call of a change whose address must be verified: it mails the code and changes nothing.
    private async Task<Outcome<MemberView>> Begin(MemberContext member, MemberRecord record, ChangeLoginEmail command)
    {
        var refusal = AddressRules.RefuseReservation(record.Addresses, member.Now) ?? await codes.RefuseMail(member, command.NewEmail);
        return refusal
            ?? await codes.Begin(
                member, VerificationUse.Change, command.NewEmail, command.RevokeCurrentSessions, r => r.Exists() ? r : null);
    }

    private async Task<Outcome<MemberView>> Confirm(MemberContext member, ChangeLoginEmail command, EmailProof proof, AuditScope scope)
    {
        var entered = await codes.Enter(member, VerificationUse.Change, proof);
        if (!entered.Succeeded)
        {
            return entered.Refusal;
        }

        var (record, address) = (await member.Load(), EmailAddress.Parse(entered.Value.Address));
        if (address.Canonical != command.NewEmail.Canonical)
        {
            return VerificationRules.OtherCall();
        }

        // The change is done and its answer was lost (contract I12). A code that was used does not bring an older spelling back.
        var login = record.Addresses.Login!;
        if (login.Typed == address.Typed || (login.Is(address) && entered.Value.UsedAt is not null))
        {
            return MemberViews.Of(record);
        }

        if (entered.Value.UsedAt is not null)
        {
            return VerificationRules.Failed(VerificationFailure.NotFound);
        }

        if ((Outbox.RefuseAnother(record.Outbox) ?? AddressRules.RefuseReservation(record.Addresses, member.Now)) is { } refusal)
        {
            return refusal;
        }

        var revokeSessions = entered.Value.RevokeSessions || command.RevokeCurrentSessions;
        return await Move(member, address, revokeSessions, entered.Value, scope);
    }

    private async Task<Outcome<MemberView>> Move(
        MemberContext member, EmailAddress to, bool revokeSessions, AddressVerification? verified, AuditScope scope)
    {
        // Only the commit decides; a refusal that is true already costs none.
        if (await member.IndexOf(to).IsTaken(member.Id))
        {
            return new Refusal.EmailTaken();
        }

        var undo = member.NewToken(TokenPurpose.UndoEmailChange);
        var change = new EmailChange(LoginEmail.Of(to), revokeSessions, Notice: MemberId.New(), verified, undo);
        var moved = await member.CommitAddresses(r => EmailChangeRules.Change(r, change, member.Now), scope);
        if (!moved.Succeeded)
        {
            return moved.Refusal;
        }

        if (moved.Value.Outbox.FirstOrDefault(e => e.Id == change.Notice) is { } notice)
        {
            mails.Post(member, moved.Value, notice, verified is null ? MailSecret.None : new MailSecret(undo));
        }

        return MemberViews.Of(moved.Value);
    }
}
