using Members.Accounts;
using Members.Audit;
using Members.Emails;
using Members.Grains.Audit;
using Members.Grains.Mail;
using Members.Grains.Storage;
using Members.Grains.Tokens;
using Members.Grains.Verification;
using Members.Outcomes;
using Members.Secrets;
using Members.Verification;

namespace Members.Grains.Accounts;

/// <content>Codes that show that an address's mail is read (docs/adr/0011).</content>
internal sealed partial class MemberGrain
{
    /// <inheritdoc/>
    public Task<Outcome<Done>> SendCodeAgain() => Audited(AuditType.CodeSent, async deed =>
    {
        var record = await Present();
        if (VerificationRules.Resendable(record, Now) is not { } verification)
        {
            return new Refusal.MemberNotFound();
        }

        if (await Attempts(LoginKey.For(EmailAddress.Parse(verification.Address)).Value).TakeMail() is { } wait)
        {
            return new Refusal.TooManyRequests(wait);
        }

        var secret = NewCode(verification.Id);
        var mail = VerificationRules.Mail(MemberId.New(), verification.Address, Now);
        var outcome = await Commit(
            r => VerificationRules.Resendable(r, Now)?.Id == verification.Id
                ? new(VerificationRules.Begin(r, VerificationRules.Renew(r, secret.CodeDigest!, Now).Verification!, mail), Done.Instance)
                : Decision<MemberRecord, Outcome<Done>>.Keep(new Refusal.MemberNotFound()),
            record.Exists() ? deed : null);
        if (outcome.Succeeded)
        {
            Post(mail, secret, await _stored.Current());
        }

        return outcome;
    });

    /// <summary>The first call of a change whose address must be verified: it mails the code and changes nothing.</summary>
    private async Task<Outcome<MemberView>> BeginChange(MemberRecord record, ChangeLoginEmail command)
    {
        if (UndoRules.RefuseAnother(record, Now) is { } full)
        {
            return full;
        }

        if (Outbox.IsFull(record.Outbox))
        {
            return new Refusal.TooManyRequests(TimeSpan.FromMinutes(1));
        }

        if (await RefuseMail(command.NewEmail) is { } refusal)
        {
            return refusal;
        }

        return await Begin(VerificationUse.Change, command.NewEmail, command.RevokeCurrentSessions, r => r.Exists() ? r : null);
    }

    private async Task<Outcome<MemberView>> FinishChange(ChangeLoginEmail command, EmailProof proof, Deed deed)
    {
        var entered = await Commit(r => VerificationRules.Enter(r, VerificationUse.Change, proof, _codes, Now));
        if (!entered.Succeeded)
        {
            return entered.Refusal;
        }

        var (record, address) = (await _stored.Current(), EmailAddress.Parse(entered.Value.Address));
        if (address.Canonical != command.NewEmail.Canonical)
        {
            return VerificationRules.OtherCall();
        }

        if (record.Login!.Is(address))
        {
            return MemberViews.Of(record);
        }

        if (entered.Value.UsedAt is not null)
        {
            return VerificationRules.Failed(VerificationFailure.NotFound);
        }

        if (Outbox.IsFull(record.Outbox))
        {
            return new Refusal.TooManyRequests(TimeSpan.FromMinutes(1));
        }

        return UndoRules.RefuseAnother(record, Now) is { } full
            ? full
            : await Move(record, address, entered.Value.RevokeSessions || command.RevokeCurrentSessions, verified: true, deed);
    }

    /// <summary>Mails a code to an address, and stores in the same commit what waits for it.</summary>
    /// <param name="use">What the code is for.</param>
    /// <param name="address">Where it goes.</param>
    /// <param name="revokeSessions">Whether the sessions end with the change.</param>
    /// <param name="waiting">The record that waits; null when the call has become pointless.</param>
    private async Task<Refusal> Begin(VerificationUse use, EmailAddress address, bool revokeSessions, Func<MemberRecord, MemberRecord?> waiting)
    {
        var token = TokenMint.New(TokenPurpose.EmailVerification, Id);
        var secret = NewCode(token.Id);
        var verification = VerificationRules.New(use, token, address, secret.CodeDigest!, revokeSessions, Now);
        var mail = VerificationRules.Mail(MemberId.New(), address.Typed, Now);
        if (!await Commit<bool>(r => waiting(r) is { } next ? new(VerificationRules.Begin(next, verification, mail), true) : new(null, false)))
        {
            return new Refusal.MemberNotFound();
        }

        Post(mail, secret, await _stored.Current());
        return new Refusal.EmailVerificationRequired(token);
    }

    private ValueTask<bool> IsTaken(EmailAddress address) => GrainFactory.GetGrain<ILoginIndexGrain>(LoginKey.For(address).Value).IsTaken(Id);

    private async Task<Refusal?> RefuseMail(EmailAddress address)
    {
        var key = LoginKey.For(address).Value;
        if (await IsTaken(address))
        {
            return new Refusal.EmailTaken();
        }

        return await Attempts(key).TakeMail() is { } wait ? new Refusal.TooManyRequests(wait) : null;
    }

    private MailSecret NewCode(Guid verification)
    {
        var code = _codes.New();
        return new MailSecret(Link: null, code, _codes.Digest(Id, verification, code));
    }
}
