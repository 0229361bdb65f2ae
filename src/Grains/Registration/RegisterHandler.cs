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
using Members.Grains.Verification;
using Members.Outcomes;
using Members.Settings;

namespace Members.Grains.Registration;

/// <summary>Registers a member: one commit, of the member and the address together.</summary>
internal sealed class RegisterHandler(
    IPasswordHashing hashing, ConfirmationCodes codes, ConfirmRegistrationHandler confirmation, Submissions submissions)
{
    public Task<Outcome<Registered>> Register(
        MemberContext member, RegisterMember command, RepeatLimit repeats, CancellationToken cancellationToken) =>
        member.Audited(AuditType.Registration, scope => Register(member, command, repeats, scope, cancellationToken), command.Email);

    private async Task<Outcome<Registered>> Register(
        MemberContext member, RegisterMember command, RepeatLimit repeats, AuditScope scope, CancellationToken cancellationToken)
    {
        if (RegistrationRules.Check(command, PasswordPolicy.Of(member.Options)) is { } invalid)
        {
            return invalid;
        }

        if (command.Proof is not null)
        {
            return await confirmation.Confirm(member, command, command.Proof, scope, cancellationToken);
        }

        if (hashing.RefuseNow(HashRequests.For(HashLane.Register, LoginKey.For(command.Email).Value)) is { } overloaded)
        {
            member.Drop();
            return overloaded;
        }

        var record = await member.Load();
        if (record.Exists())
        {
            return await Repeat(member, record, command, repeats, cancellationToken);
        }

        if (!record.IsVacant() || RegistrationRules.IsPendingForAnother(record, command.Email, member.Now))
        {
            return RegistrationRules.OtherRegistration();
        }

        var registered = await RegisterNew(member, command, scope, cancellationToken);
        if (registered.Refusal is not (null or Refusal.EmailVerificationRequired))
        {
            member.Drop();
        }

        return registered;
    }

    private async Task<Outcome<Registered>> RegisterNew(
        MemberContext member, RegisterMember command, AuditScope scope, CancellationToken cancellationToken)
    {
        // Asked before the hash: where a code is needed, the limit of mails comes first, and a taken address costs no hash. Only the
        // commit decides that the address is free.
        var checkedFirst = await submissions.Check(command, member.Now);
        if (!checkedFirst.Succeeded)
        {
            return checkedFirst.Refusal;
        }

        (command, var submission, var policy) = checkedFirst.Value;
        if (await RefuseAddress(member, command.Email, policy) is { } refusal)
        {
            return refusal;
        }

        var hashed = await hashing.HashNew(command, cancellationToken);
        if (!hashed.Succeeded)
        {
            return hashed.Refusal;
        }

        return policy.RequireEmailVerification
            ? await codes.Begin(
                member,
                VerificationUse.Registration,
                command.Email,
                revokeSessions: false,
                r => r.IsVacant() ? RegistrationRules.Wait(r, member.Id, command, hashed.Value, submission, member.Now) : null)
            : await member.CommitAddresses(
                r =>
                {
                    var status = SubmissionRules.StatusOf(submission, policy, member.Now);
                    var made = RegistrationRules.Register(member.Id, command, hashed.Value, status, member.Now);
                    return Grants.Give(member, MadeOnce(r, Applied(made, submission, submissions.Mails(policy, member.Now), member.Now)));
                },
                scope);
    }

    private async Task<Refusal?> RefuseAddress(MemberContext member, EmailAddress email, SignupPolicy policy)
    {
        if (policy.RequireEmailVerification)
        {
            return await codes.RefuseMail(member, email);
        }

        return await member.IndexOf(email).IsTaken(member.Id) ? new Refusal.EmailTaken() : null;
    }

    /// <summary>
    /// The same registration again (contract I12): its answer was lost. Whoever repeats it must know the password, since the answer
    /// lets them in.
    /// </summary>
    private async Task<Outcome<Registered>> Repeat(
        MemberContext member, MemberRecord record, RegisterMember command, RepeatLimit repeats, CancellationToken cancellationToken)
    {
        if ((RegistrationRules.RefuseRepeat(record, command, member.Now) ?? repeats.Refusal) is { } refusal)
        {
            return refusal;
        }

        var request = HashRequests.For(HashLane.Register, record.Addresses.Login!.Key);
        var check = await hashing.Check(command.Password, record.Credentials.Password, request, cancellationToken);
        if (!check.Succeeded)
        {
            return check.Refusal;
        }

        repeats.Count(check.Value.Matches);
        return check.Value.Matches
            ? await member.Commit(r => RegistrationRules.RefuseRepeat(r, command, member.Now) is { } late
                ? new(null, late)
                : Grants.Give(member, r))
            : RegistrationRules.OtherRegistration();
    }

    /// <summary>Whoever must wait has applied, and so has who answered a form, used an invitation or met a rule.</summary>
    internal static MemberRecord Applied(MemberRecord made, SubmissionRecord submission, ApplicationMails mails, DateTimeOffset now)
    {
        if (made.Status != MemberStatus.Pending
            && submission is { Answers.IsEmpty: true, Rule: null, Invitation: null })
        {
            return made;
        }

        var applied = MemberApplications.Submit(made, submission, CallOrigin.Current.Address, now);
        return applied.Status == MemberStatus.Pending ? mails.Received(applied) : applied;
    }

    // Two activations can be asked at the same time for a moment; the second finds the record of the first.
    internal static MemberRecord MadeOnce(MemberRecord record, MemberRecord made) => record.IsVacant()
        ? made
        : throw new StorageUnavailableException("Another node is registering this member at the same time.");
}
