using Members.Accounts;
using Members.Emails;
using Members.Grains.Accounts;
using Members.Grains.Mail;
using Members.Grains.Mailing;
using Members.Grains.Storage;
using Members.Grains.Throttling;
using Members.Grains.Verification;
using Members.Outcomes;
using Members.Secrets;
using Members.Verification;

namespace Members.Grains.Confirmation;

/// <summary>Mails codes to addresses and checks them (docs/adr/0011).</summary>
internal sealed class ConfirmationCodes(CodeMint codes, VerificationCodeMail mail, MemberMails mails, IGrainFactory grains)
{
    /// <summary>Why no code can be mailed to an address: it is taken, or has had its mails of the hour. Null when one can.</summary>
    public async Task<Refusal?> RefuseMail(MemberContext member, EmailAddress address) =>
        await member.IndexOf(address).IsTaken(member.Id) ? new Refusal.EmailTaken() : await TakeMail(address);

    /// <summary>Counts a mail to an address, if the address may get one now.</summary>
    public async Task<Refusal?> TakeMail(EmailAddress address) =>
        await grains.GetGrain<ILoginAttemptsGrain>(LoginKey.For(address).Value).TakeMail() is { } wait
            ? new Refusal.TooManyRequests(wait)
            : null;

    /// <summary>Mails a code to an address, and stores in the same commit what waits for it.</summary>
    /// <param name="member">The member, perhaps to be.</param>
    /// <param name="use">What the code is for.</param>
    /// <param name="address">Where it goes.</param>
    /// <param name="revokeSessions">Whether the sessions end with the change.</param>
    /// <param name="waiting">The record that waits; null when the call has become pointless.</param>
    public async Task<Refusal> Begin(
        MemberContext member, VerificationUse use, EmailAddress address, bool revokeSessions, Func<MemberRecord, MemberRecord?> waiting)
    {
        var token = member.NewToken(TokenPurpose.EmailVerification);
        var secret = mail.NewCode(member.Id, token.Id);
        var verification = VerificationRules.New(use, token, address, secret.CodeDigest!, revokeSessions, member.Now);
        var began = await Send(member, verification, secret, waiting);
        return began ? new Refusal.EmailVerificationRequired(token) : new Refusal.MemberNotFound();
    }

    /// <summary>Mails another code for a registration that waits for one.</summary>
    public Task<bool> Renew(MemberContext member, AddressVerification pending)
    {
        var secret = mail.NewCode(member.Id, pending.Id);
        var renewed = VerificationRules.Renew(pending, secret.CodeDigest!, member.Now);
        return Send(member, renewed, secret, r => VerificationRules.Resendable(r.Verification, member.Now)?.Id == pending.Id ? r : null);
    }

    /// <summary>Checks a code; a wrong one costs a commit.</summary>
    public Task<Outcome<AddressVerification>> Enter(MemberContext member, VerificationUse use, EmailProof proof) => member.Commit(r =>
        VerificationRules.Enter(r.Verification, member.Id, use, proof, codes, member.Now).In(v => r with { Verification = v }));

    private async Task<bool> Send(
        MemberContext member, AddressVerification verification, MailSecret secret, Func<MemberRecord, MemberRecord?> waiting)
    {
        // Not worth sending for longer than the code is good.
        var entry = Outbox.Entry(
            MemberId.New(),
            MailKind.VerificationCode,
            verification.Address,
            hideIgnoreMessage: false,
            member.Now,
            VerificationRules.Lifetime);
        var stored = await member.Commit(r =>
        {
            var next = waiting(r) is { } ready ? With(ready, verification, entry) : null;
            return new Decision<MemberRecord, MemberRecord?>(next, next);
        });
        if (stored is not null)
        {
            mails.Post(member, stored, entry, secret);
        }

        return stored is not null;
    }

    private static MemberRecord With(MemberRecord record, AddressVerification verification, OutboxEntry entry) =>
        record with { Verification = verification, Outbox = Outbox.Put(record.Outbox, entry) };
}
