using Members.Accounts;
using Members.Audit;
using Members.Emails;
using Members.Grains.Audit;
using Members.Grains.Mail;
using Members.Grains.Passwords;
using Members.Grains.Throttling;
using Members.Grains.Tokens;
using Members.Outcomes;
using Members.Secrets;

namespace Members.Grains.Accounts;

/// <content>
/// Everything that hashes. These interleave with other calls: each takes the record as it is, hashes, and then decides
/// again on the record as it has become.
/// </content>
internal sealed partial class MemberGrain
{
    private readonly SemaphoreSlim _setting = new(1, 1);

    private IMailAllowanceGrain MailAllowance => GrainFactory.GetGrain<IMailAllowanceGrain>(LoginKey.DefaultSite);

    /// <inheritdoc/>
    public async Task<Outcome<Done>> SendSetPasswordEmail(EmailAddress email, bool hideIgnoreMessage)
    {
        // Whether there is anybody to write to is for the audit log, not for the caller.
        var outcome = await Audited(AuditType.PasswordLink, deed => SendSetPasswordEmail(email, hideIgnoreMessage, deed), email);
        return outcome.Refusal is Refusal.MemberNotFound ? Done.Instance : outcome;
    }

    private async Task<Outcome<Done>> SendSetPasswordEmail(EmailAddress email, bool hideIgnoreMessage, Deed deed)
    {
        // Counted before it is known whether there is anybody to write to: who is told to wait learns nothing by it.
        if (await Attempts(LoginKey.For(email).Value).TakeMail() is { } wait)
        {
            return new Refusal.TooManyRequests(wait);
        }

        if ((await Settled()).Status is not (MemberStatus.Active or MemberStatus.Pending))
        {
            return new Refusal.MemberNotFound();
        }

        // Beyond what the site may send the mail waits. A refusal would tell who is a member: strangers get no mail.
        var pause = await MailAllowance.Take();
        var lifetime = _options.SetPasswordLinkLifetime;
        var link = TokenMint.New(TokenPurpose.SetPassword, Id);
        OutboxEntry? entry = null;
        var accepted = await Commit(r =>
        {
            if (r.Login?.Is(email) != true)
            {
                return new(null, false);
            }

            // The stored address, never the one that was sent in: they match without being the same (security finding N2).
            entry = Outbox.Entry(MemberId.New(), MailKind.SetPassword, r.Login.Typed, hideIgnoreMessage, Now, lifetime);
            entry = pause is { } rest ? entry with { NotBefore = Now + rest } : entry;
            return PasswordRules.RequestLink(r, link, entry, Now, lifetime);
        }, deed);
        if (!accepted)
        {
            return new Refusal.MemberNotFound();
        }

        if (pause is null)
        {
            Post(entry!, new MailSecret(link), await _stored.Current());
        }

        return Done.Instance;
    }

    /// <inheritdoc/>
    public async Task<Outcome<Done>> InspectSetPasswordToken(OpaqueToken token)
    {
        var refusal = OneTimeTokens.Refuse((await Present()).Tokens, token, TokenPurpose.SetPassword, Now);
        return refusal is null ? Done.Instance : refusal;
    }

    /// <inheritdoc/>
    public async Task<Outcome<PasswordSet>> SetPassword(SetPassword command, CancellationToken cancellationToken = default)
    {
        // One after the other: a link is good for one hash at a time, however often it is sent in at once.
        await _setting.WaitAsync(cancellationToken);
        try
        {
            return await Audited(AuditType.PasswordSet, deed => SetPassword(command, deed, cancellationToken));
        }
        finally
        {
            _setting.Release();
        }
    }

    private async Task<Outcome<PasswordSet>> SetPassword(SetPassword command, Deed deed, CancellationToken cancellationToken)
    {
        var record = await Present();
        if (OneTimeTokens.Refuse(record.Tokens, command.Token, TokenPurpose.SetPassword, Now) is { } refusal)
        {
            return refusal;
        }

        var hashed = await HashNew(command.Password, record.Login!, cancellationToken);
        if (!hashed.Succeeded)
        {
            return hashed.Refusal;
        }

        var device = command.RememberDevice ? TokenMint.New(TokenPurpose.Device, Id) : null;
        var outcome = await Commit(r => PasswordRules.SetByToken(r, command.Token, hashed.Value, device, Now), deed);
        if (outcome.Succeeded)
        {
            await Quietly(Attempts(record.Login!.Key).Reset());
        }

        return outcome;
    }

    /// <inheritdoc/>
    public Task<Outcome<Done>> ChangePassword(ChangePassword command, CancellationToken cancellationToken = default) =>
        Audited(AuditType.PasswordChange, deed => ChangePassword(command, deed, cancellationToken));

    private async Task<Outcome<Done>> ChangePassword(ChangePassword command, Deed deed, CancellationToken cancellationToken)
    {
        var record = await _stored.Current();
        if (record.Status != MemberStatus.Active)
        {
            return new Refusal.Unauthenticated();
        }

        // The session pays for the try, not the address: strangers who try there do not lock a member out of this.
        var attempt = new PasswordAttempt(record.Login!.Key, ThrottleBucket.OfSession(command.Session), command.Current, record.Password);
        var check = await Check(attempt, HashLane.Login, cancellationToken);
        if (!check.Succeeded)
        {
            return check.Refusal;
        }

        if (!check.Value.Matches)
        {
            return new Refusal.InvalidCredentials();
        }

        var hashed = await HashNew(command.New, record.Login!, cancellationToken);
        return hashed.Succeeded
            ? await Commit(r => PasswordRules.Change(r, command.Session, record.PasswordVersion, hashed.Value, Now), deed)
            : hashed.Refusal;
    }

    private Task<Outcome<PasswordDigest>> HashNew(PlainPassword password, LoginName owner, CancellationToken cancellationToken)
    {
        var policy = new PasswordPolicy(_options.PasswordMinLength, _options.PasswordMaxLength);
        return policy.Check(password, "newPassword") is { } violation
            ? Task.FromResult<Outcome<PasswordDigest>>(new Refusal.Invalid(violation))
            : _hashing.Hash(password, "newPassword", EmailAddress.Parse(owner.Typed), Order(HashLane.SetPassword, owner.Key), cancellationToken);
    }
}
