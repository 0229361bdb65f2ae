using Members.Accounts;
using Members.Audit;
using Members.Emails;
using Members.Grains.Audit;
using Members.Grains.Mail;
using Members.Grains.Passwords;
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
    /// <inheritdoc/>
    public Task<Outcome<LoggedIn>> Login(EmailAddress email, PlainPassword password, CancellationToken cancellationToken = default) =>
        Audited(AuditType.Login, deed => Login(email, password, deed, cancellationToken), email);

    private async Task<Outcome<LoggedIn>> Login(EmailAddress email, PlainPassword password, Deed deed, CancellationToken cancellationToken)
    {
        // No member, another address, no password: each is checked against a decoy, so that each takes as long (ASVS 5.0, 6.3.8).
        var member = await Member();
        var digest = member is null ? null : LoginRules.DigestFor(member, email);
        var check = await _hashing.Check(password, digest, cancellationToken);
        if (!check.Succeeded)
        {
            return check.Refusal;
        }

        if (member is null || !check.Value.Matches)
        {
            return new Refusal.InvalidCredentials();
        }

        var ticket = TokenMint.New(TokenPurpose.SessionTicket, Id);
        return await Commit(r => LoginRules.Login(r, email, check.Value, member.PasswordVersion, ticket, Now, _options.SessionTicketLifetime), deed);
    }

    /// <inheritdoc/>
    public Task SendSetPasswordEmail(EmailAddress email, bool hideIgnoreMessage) =>
        Audited(AuditType.PasswordLink, deed => SendSetPasswordEmail(email, hideIgnoreMessage, deed), email);

    // The caller is not told; the audit log is.
    private async Task<Outcome<Done>> SendSetPasswordEmail(EmailAddress email, bool hideIgnoreMessage, Deed deed)
    {
        if (!(await Settled()).Exists())
        {
            return new Refusal.MemberNotFound();
        }

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
            return PasswordRules.RequestLink(r, link, entry, Now, lifetime);
        }, deed);
        if (!accepted)
        {
            return new Refusal.MemberNotFound();
        }

        Post(entry!, link, await _stored.Current());
        return Done.Instance;
    }

    /// <inheritdoc/>
    public async Task<Outcome<Done>> InspectSetPasswordToken(OpaqueToken token)
    {
        var refusal = OneTimeTokens.Refuse((await Present()).Tokens, token, TokenPurpose.SetPassword, Now);
        return refusal is null ? Done.Instance : refusal;
    }

    /// <inheritdoc/>
    public Task<Outcome<Done>> SetPassword(OpaqueToken token, PlainPassword password, CancellationToken cancellationToken = default) =>
        Audited(AuditType.PasswordSet, deed => SetPassword(token, password, deed, cancellationToken));

    private async Task<Outcome<Done>> SetPassword(OpaqueToken token, PlainPassword password, Deed deed, CancellationToken cancellationToken)
    {
        var record = await Present();
        if (OneTimeTokens.Refuse(record.Tokens, token, TokenPurpose.SetPassword, Now) is { } refusal)
        {
            return refusal;
        }

        var hashed = await HashNew(password, EmailAddress.Parse(record.Login!.Typed), cancellationToken);
        return hashed.Succeeded
            ? await Commit(r => PasswordRules.SetByToken(r, token, hashed.Value, Now), deed)
            : hashed.Refusal;
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

        var check = await _hashing.Check(command.Current, record.Password, cancellationToken);
        if (!check.Succeeded)
        {
            return check.Refusal;
        }

        if (!check.Value.Matches)
        {
            return new Refusal.InvalidCredentials();
        }

        var hashed = await HashNew(command.New, EmailAddress.Parse(record.Login!.Typed), cancellationToken);
        return hashed.Succeeded
            ? await Commit(r => PasswordRules.Change(r, command.Session, record.PasswordVersion, hashed.Value, Now), deed)
            : hashed.Refusal;
    }

    private Task<Outcome<PasswordDigest>> HashNew(PlainPassword password, EmailAddress owner, CancellationToken cancellationToken)
    {
        var policy = new PasswordPolicy(_options.PasswordMinLength, _options.PasswordMaxLength);
        return policy.Check(password, "newPassword") is { } violation
            ? Task.FromResult<Outcome<PasswordDigest>>(new Refusal.Invalid(violation))
            : _hashing.Hash(password, "newPassword", owner, cancellationToken);
    }
}
