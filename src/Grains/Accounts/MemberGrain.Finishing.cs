using Members.Accounts;
using Members.Audit;
using Members.Emails;
using Members.Grains.Audit;
using Members.Grains.Passwords;
using Members.Grains.Storage;
using Members.Grains.Verification;
using Members.Outcomes;
using Members.Secrets;
using Members.Verification;

namespace Members.Grains.Accounts;

/// <content>Registrations that bring their code.</content>
internal sealed partial class MemberGrain
{
    /// <inheritdoc/>
    public Task<Outcome<Registered>> FinishRegistration(EmailProof proof) =>
        Audited(AuditType.Registration, deed => Finish(command: null, proof, deed, CancellationToken.None));

    /// <summary>The second call of a registration: the same as the first and the code, or the code alone.</summary>
    private async Task<Outcome<Registered>> Finish(RegisterMember? command, EmailProof proof, Deed deed, CancellationToken cancellationToken)
    {
        await Present();
        await Settled();
        var entered = await Commit(r => VerificationRules.Enter(r, VerificationUse.Registration, proof, _codes, Now));
        if (!entered.Succeeded)
        {
            return entered.Refusal;
        }

        if (command is not null && await RefuseOther(command, entered.Value, cancellationToken) is { } other)
        {
            return other;
        }

        var record = await _stored.Current();
        if (entered.Value.UsedAt is not null || record.Signup is null)
        {
            return await GrantAgain(record);
        }

        var (approval, _) = await SiteSettings.SignupPolicy();
        var (token, member) = Grant(RegistrationRules.Finish(record, entered.Value, approval, Now, deed.Record(Now)));
        return await _address.Join(member) ? await Answer(token) : new Refusal.EmailTaken();
    }

    // The code was right, so the caller reads the address's mail: what is asked here is whether it is the call of the code.
    private async Task<Refusal?> RefuseOther(RegisterMember command, AddressVerification verification, CancellationToken cancellationToken)
    {
        var record = await _stored.Current();
        if (EmailAddress.Parse(verification.Address) is not { } address || address.Canonical != command.Email.Canonical)
        {
            return VerificationRules.OtherCall();
        }

        var key = LoginKey.For(address).Value;
        var check = await _hashing.Check(command.Password, record.Signup?.Password ?? record.Password, Order(HashLane.Register, key), cancellationToken);
        return check is { Succeeded: true, Value.Matches: true } ? null : check.Refusal ?? VerificationRules.OtherCall();
    }

    // The registration is done and its answer was lost (contract I12).
    private async Task<Outcome<Registered>> GrantAgain(MemberRecord record)
    {
        if (record.Status is not (MemberStatus.Active or MemberStatus.Pending))
        {
            return VerificationRules.Failed(VerificationFailure.NotFound);
        }

        var token = await Commit(r =>
        {
            var (granted, next) = Grant(r);
            return new Decision<MemberRecord, OpaqueToken>(next, granted);
        });
        return await Answer(token);
    }
}
