using Members.Accounts;
using Members.Audit;
using Members.Calls;
using Members.Emails;
using Members.Grains.Accounts;
using Members.Grains.Admission;
using Members.Grains.Applications;
using Members.Grains.Audit;
using Members.Grains.Confirmation;
using Members.Grains.Passwords;
using Members.Grains.SignUp;
using Members.Grains.Storage;
using Members.Grains.Verification;
using Members.Outcomes;
using Members.Settings;
using Members.Verification;

namespace Members.Grains.Registration;

/// <summary>Finishes a registration by its code: the same call again with the code, or the code alone.</summary>
internal sealed class ConfirmRegistrationHandler(
    IPasswordHashing hashing, ConfirmationCodes codes, SitePolicy site, Submissions submissions)
{
    public Task<Outcome<Registered>> Confirm(MemberContext member, EmailProof proof) => member.Audited(
        AuditType.Registration, scope => Confirm(member, command: null, proof, scope, CancellationToken.None));

    public async Task<Outcome<Registered>> Confirm(
        MemberContext member, RegisterMember? command, EmailProof proof, AuditScope scope, CancellationToken cancellationToken)
    {
        await member.LoadOrDrop();
        var entered = await codes.Enter(member, VerificationUse.Registration, proof);
        if (!entered.Succeeded)
        {
            return entered.Refusal;
        }

        var record = await member.Load();
        if (command is not null && await RefuseOther(record, command, entered.Value, cancellationToken) is { } other)
        {
            return other;
        }

        if (entered.Value.UsedAt is not null || (record.Pending ?? record.Reapplication) is null)
        {
            return await member.Commit(r => Repeat(member, r));
        }

        var policy = await site.Current();
        return await member.CommitAddresses(r => Confirm(member, r, entered.Value, policy), scope);
    }

    private Decision<MemberRecord, Outcome<Registered>> Confirm(
        MemberContext member, MemberRecord record, AddressVerification verification, SignupPolicy policy)
    {
        if (record.Verification?.Id != verification.Id || (record.Pending ?? record.Reapplication) is null)
        {
            return new(null, VerificationRules.Failed(VerificationFailure.NotFound));
        }

        if (record.Pending is not { } pending)
        {
            return ConfirmAgain(member, record, verification, policy);
        }

        // What was answered at the first call counts. The door is that of the moment at which the member is made.
        var submission = pending.Submission ?? SubmissionRecord.None;
        var made = RegistrationRules.Confirm(record, verification, SubmissionRules.StatusOf(submission, policy, member.Now), member.Now);
        return Grants.Give(member, RegisterHandler.Applied(made, submission, submissions.Mails(policy, member.Now), member.Now));
    }

    // Somebody may have decided on them, or the settings may have changed, since the code was mailed.
    private Decision<MemberRecord, Outcome<Registered>> ConfirmAgain(
        MemberContext member, MemberRecord record, AddressVerification verification, SignupPolicy policy)
    {
        if (!ApplicantRules.MayApplyAgain(record, EmailAddress.Parse(verification.Address), site.AdmissionOf(policy), member.Now))
        {
            return new(null, new Refusal.EmailTaken());
        }

        var again = ApplicantRules.Confirm(record, verification, CallOrigin.Current.Address, member.Now);
        return Grants.Give(member, submissions.Mails(policy, member.Now).Received(again));
    }

    // The code was right, so the caller reads the address's mail: what is asked here is whether it is the call of the code.
    private async Task<Refusal?> RefuseOther(
        MemberRecord record, RegisterMember command, AddressVerification verification, CancellationToken cancellationToken)
    {
        if (EmailAddress.Parse(verification.Address) is not { } address || address.Canonical != command.Email.Canonical)
        {
            return VerificationRules.OtherCall();
        }

        var digest = (record.Pending ?? record.Reapplication)?.Password ?? record.Credentials.Password;
        var check = await hashing.Check(
            command.Password, digest, HashRequests.For(HashLane.Register, LoginKey.For(address).Value), cancellationToken);
        return check is { Succeeded: true, Value.Matches: true } ? null : check.Refusal ?? VerificationRules.OtherCall();
    }

    // The registration is done and its answer was lost (contract I12).
    private static Decision<MemberRecord, Outcome<Registered>> Repeat(MemberContext member, MemberRecord record) =>
        MemberStatuses.Of(record.Status).MayRepeatRegistration
            ? Grants.Give(member, record)
            : new(null, VerificationRules.Failed(VerificationFailure.NotFound));
}
