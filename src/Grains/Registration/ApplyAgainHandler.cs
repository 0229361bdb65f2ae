using Members.Accounts;
using Members.Audit;
using Members.Calls;
using Members.Emails;
using Members.Grains.Accounts;
using Members.Grains.Admission;
using Members.Grains.Applications;
using Members.Grains.Confirmation;
using Members.Grains.Login;
using Members.Grains.Passwords;
using Members.Grains.SignUp;
using Members.Grains.Storage;
using Members.Grains.Throttling;
using Members.Grains.Verification;
using Members.Outcomes;
using Members.Settings;

namespace Members.Grains.Registration;

/// <summary>
/// Lets somebody who was rejected apply again: with the member's password, or where addresses are verified with a mailed code, as
/// everybody signs up there. Whatever is not as it must be is answered like the taken address that it is, so that nobody else learns of
/// the application.
/// </summary>
internal sealed class ApplyAgainHandler(
    PasswordAttempts attempts, IPasswordHashing hashing, ConfirmationCodes codes, Submissions submissions, SitePolicy site)
{
    public Task<Outcome<Registered>> Apply(MemberContext member, RegisterMember command, CancellationToken cancellationToken) =>
        member.Audited(AuditType.Registration, async scope =>
        {
            var record = await member.Reload();
            if (ApplicantRules.HasAppliedBy(record, command))
            {
                return await Repeat(member, record, command, cancellationToken);
            }

            if (!ApplicantRules.MayApplyAgain(record, command.Email, await site.Admission(), member.Now))
            {
                return new Refusal.EmailTaken();
            }

            var checkedFirst = await submissions.Check(command, member.Now);
            if (!checkedFirst.Succeeded)
            {
                return checkedFirst.Refusal;
            }

            var (again, submission, policy) = checkedFirst.Value;
            if (policy.RequireEmailVerification)
            {
                return await MailCode(member, again, submission, policy, cancellationToken);
            }

            if (!await Knows(record, command, cancellationToken))
            {
                return new Refusal.EmailTaken();
            }

            var version = record.Credentials.Version;
            return await member.CommitAddresses(
                r => r.Credentials.Version == version
                    && ApplicantRules.MayApplyAgain(r, command.Email, site.AdmissionOf(policy), member.Now)
                    ? Grants.Give(member, submissions.Mails(policy, member.Now).Received(
                        ApplicantRules.ApplyAgain(
                            r, again.Contact, submission, CallOrigin.Current.Address, member.Now, again.Request)))
                    : new Decision<MemberRecord, Outcome<Registered>>(null, new Refusal.EmailTaken()),
                scope);
        });

    // The password is not asked for: with its check there would be two hashes, and the time would tell an address that was rejected from
    // one that is free.
    private async Task<Outcome<Registered>> MailCode(
        MemberContext member, RegisterMember command, SubmissionRecord submission, SignupPolicy policy, CancellationToken cancellationToken)
    {
        if (await codes.TakeMail(command.Email) is { } limited)
        {
            return limited;
        }

        var hashed = await hashing.HashNew(command, cancellationToken);
        if (!hashed.Succeeded)
        {
            return hashed.Refusal;
        }

        var waiting = new PendingRegistration(hashed.Value, command.Contact, command.Privacy, member.Now) { Submission = submission };
        return await codes.Begin(
            member,
            VerificationUse.Registration,
            command.Email,
            revokeSessions: false,
            r => ApplicantRules.MayApplyAgain(r, command.Email, site.AdmissionOf(policy), member.Now)
                ? r with { Reapplication = waiting }
                : null);
    }

    // The same call again (contract I12): whoever repeats it must know the password, since the answer has tokens.
    private async Task<Outcome<Registered>> Repeat(
        MemberContext member, MemberRecord record, RegisterMember command, CancellationToken cancellationToken) =>
        await Knows(record, command, cancellationToken)
            ? await member.Commit(r => ApplicantRules.HasAppliedBy(r, command)
                ? Grants.Give(member, r)
                : new Decision<MemberRecord, Outcome<Registered>>(null, new Refusal.EmailTaken()))
            : new Refusal.EmailTaken();

    // A wrong password counts as one at login.
    private async Task<bool> Knows(MemberRecord record, RegisterMember command, CancellationToken cancellationToken)
    {
        var attempt = new PasswordAttempt(
            LoginKey.For(command.Email).Value,
            ThrottleBucket.OfNetwork(CallOrigin.Current.Address),
            command.Password,
            LoginRules.DigestFor(record, command.Email));
        return await attempts.Check(attempt, cancellationToken) is { Succeeded: true, Value.Matches: true };
    }
}
