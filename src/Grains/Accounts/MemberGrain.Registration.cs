using Members.Accounts;
using Members.Audit;
using Members.Emails;
using Members.Grains.Audit;
using Members.Grains.Passwords;
using Members.Grains.Storage;
using Members.Grains.Tokens;
using Members.Grains.Verification;
using Members.Outcomes;
using Members.Secrets;
using Members.Settings;

namespace Members.Grains.Accounts;

/// <content>Registering.</content>
internal sealed partial class MemberGrain
{
    private int _repetitions;

    private ISiteSettingsGrain SiteSettings => GrainFactory.GetGrain<ISiteSettingsGrain>(LoginKey.DefaultSite);

    /// <inheritdoc/>
    public Task<Outcome<Registered>> Register(RegisterMember command, CancellationToken cancellationToken = default) =>
        Audited(AuditType.Registration, deed => Register(command, deed, cancellationToken), command.Email);

    private async Task<Outcome<Registered>> Register(RegisterMember command, Deed deed, CancellationToken cancellationToken)
    {
        if (RegistrationRules.Check(command, new PasswordPolicy(_options.PasswordMinLength, _options.PasswordMaxLength)) is { } invalid)
        {
            return invalid;
        }

        var record = await Settled();
        if (command.Proof is not null)
        {
            return await Finish(command, command.Proof, deed, cancellationToken);
        }

        if (record.Exists())
        {
            return await Repeat(command, cancellationToken);
        }

        if (!record.IsVacant() || RegistrationRules.IsWaitingForAnother(record, command.Email, Now))
        {
            return RegistrationRules.OtherRegistration();
        }

        // Asked before the hash: where a code is needed, the limit of mails comes first.
        var (approval, mustVerify) = await SiteSettings.SignupPolicy();

        // The address first: a refusal that costs no hash. Only the claim decides.
        var taken = mustVerify ? await RefuseMail(command.Email) : await IsTaken(command.Email) ? new Refusal.EmailTaken() : null;
        if (taken is not null)
        {
            return taken;
        }

        var hashed = await _hashing.Hash(command.Password, "password", command.Email, Order(HashLane.Register, LoginKey.For(command.Email).Value), cancellationToken);
        if (!hashed.Succeeded)
        {
            return hashed.Refusal;
        }

        if (mustVerify)
        {
            return await Begin(
                VerificationUse.Registration,
                command.Email,
                revokeSessions: false,
                r => r.IsVacant() ? RegistrationRules.Wait(r, Id, command, hashed.Value, Now) : null);
        }

        var (token, member) = Grant(RegistrationRules.Create(Id, command, hashed.Value, approval, Now, deed.Record(Now)));
        return await _address.Join(member) ? await Answer(token) : new Refusal.EmailTaken();
    }

    /// <summary>
    /// The same registration again (contract I12): its answer was lost. Who repeats it must know the password, since the
    /// answer lets them in.
    /// </summary>
    private async Task<Outcome<Registered>> Repeat(RegisterMember command, CancellationToken cancellationToken)
    {
        var record = await _stored.Current();
        if (RegistrationRules.RefuseRepeat(record, command, Now) is { } other)
        {
            return other;
        }

        // Each repetition hashes, and whatever else is asked of this member waits behind it: a few are for lost answers, more are an attack.
        if (_repetitions >= RegistrationRules.MaxRepetitions)
        {
            return new Refusal.TooManyRequests(RegistrationRules.RepetitionPause);
        }

        var check = await _hashing.Check(command.Password, record.Password, Order(HashLane.Register, record.Login!.Key), cancellationToken);
        if (!check.Succeeded)
        {
            return check.Refusal;
        }

        _repetitions += check.Value.Matches ? 1 : RegistrationRules.WeightOfAGuess;
        if (!check.Value.Matches)
        {
            return RegistrationRules.OtherRegistration();
        }

        var token = await Commit(r =>
        {
            var (granted, next) = Grant(r);
            return new Decision<MemberRecord, OpaqueToken>(next, granted);
        });
        return await Answer(token);
    }

    private (OpaqueToken Token, MemberRecord Record) Grant(MemberRecord record)
    {
        var token = TokenMint.New(RegistrationRules.TokenFor(record.Status), Id);
        var lifetime = token.Purpose == TokenPurpose.Approval ? _options.ApprovalTokenLifetime : _options.SessionTicketLifetime;
        return (token, RegistrationRules.Grant(record, token, Now, lifetime));
    }

    private async Task<Registered> Answer(OpaqueToken token)
    {
        var view = MemberViews.Of(await _stored.Current());
        return token.Purpose == TokenPurpose.Approval ? new Registered(view, null, token) : new Registered(view, token, null);
    }
}
