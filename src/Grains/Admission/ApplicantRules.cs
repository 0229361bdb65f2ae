using Members.Accounts;
using Members.Admission;
using Members.Emails;
using Members.Grains.Accounts;
using Members.Grains.Applications;
using Members.Grains.Emails;
using Members.Grains.Mail;
using Members.Grains.Storage;
using Members.Grains.Verification;
using Members.Outcomes;
using Members.Settings;

namespace Members.Grains.Admission;

/// <summary>What applicants see of their application and may do with it.</summary>
internal static class ApplicantRules
{
    /// <summary>The application as its applicant sees it.</summary>
    public static OwnApplication View(MemberRecord record, AdmissionSettings settings)
    {
        var (application, standing) = (MemberApplications.Newest(record)!, Standing(record));
        return new OwnApplication(application.Number, record.Status, application.SubmittedAt)
        {
            Answers = application.Answers,
            AnswersChangedAt = application.AnswersChangedAt,
            Questions = [.. application.Questions.Select(q => new ApplicationQuestion(Actor.System, q.At, q.Text, q.Reply, q.RepliedAt))],
            Outcome = standing?.Act,
            DecidedAt = standing?.At,
            Reason = standing?.Reason,
            ApplyAgainAt = AgainAt(record, settings),
        };
    }

    /// <summary>From when on a rejected applicant may apply again; null for never, and for anybody else.</summary>
    public static DateTimeOffset? AgainAt(MemberRecord record, AdmissionSettings settings) =>
        record.Status == MemberStatus.Rejected
        && MemberApplications.Newest(record) is { } newest
        && newest.Number < settings.ApplicationsPerAddress
            ? Standing(record)?.At + settings.ReapplyAfter
            : null;

    /// <summary>
    /// The decision that made the member what they are; null for who waits. Who is so again because a block has ended has the decision of
    /// before the block: what the block was for is not for them.
    /// </summary>
    public static HistoryRecord? Standing(MemberRecord record)
    {
        var newest = record.Status == MemberStatus.Pending ? null : MemberApplications.Newest(record);
        var last = newest?.Decision is { } decision ? new HistoryRecord(decision.Outcome, decision.By, decision.At, decision.Reason) : null;
        return record.Status == MemberStatus.Rejected && last is { Act: ApplicationAct.Blocked }
            ? newest!.History.LastOrDefault(h => h.Act == ApplicationAct.Rejected)
            : last;
    }

    /// <summary>Whether somebody who was rejected may apply again with an address now.</summary>
    public static bool MayApplyAgain(MemberRecord record, EmailAddress email, AdmissionSettings settings, DateTimeOffset now) =>
        record.IsNamed(email) && AgainAt(record, settings) <= now;

    /// <summary>The same member with another application, which waits.</summary>
    /// <param name="record">The member, who was rejected.</param>
    /// <param name="contact">What is told this time.</param>
    /// <param name="submission">What is answered this time.</param>
    /// <param name="address">Where the call comes from.</param>
    /// <param name="now">The time.</param>
    /// <param name="request">What makes the call one that is known when it is repeated.</param>
    public static MemberRecord ApplyAgain(
        MemberRecord record, ContactInfo contact, SubmissionRecord submission, string? address, DateTimeOffset now, Guid? request = null)
    {
        var waiting = record with
        {
            Status = MemberStatus.Pending,
            UpdatedAt = now, // the answer shows it
            Profile = record.Profile with { Contact = contact },

            // Who applies again must not read afterwards that they were turned down.
            Outbox = Outbox.Drop(record.Outbox, MailKind.ApplicationRejected),
        };
        var applied = MemberApplications.Submit(waiting, submission, address, now);
        return MemberApplications.Replace(applied, applied.Applications[^1] with { Request = request });
    }

    /// <summary>
    /// The same member with another application, whose code was right: the code shows whose address it is, so it needs no password, and
    /// sets the one that was chosen.
    /// </summary>
    public static MemberRecord Confirm(MemberRecord record, AddressVerification verification, string? address, DateTimeOffset now)
    {
        var waiting = record.Reapplication!;
        var ended = Endings.Apply(record, Ending.NewPassword);
        var confirmed = ended with
        {
            Addresses = ended.Addresses with { Verified = true },
            Credentials = ended.Credentials.Replace(waiting.Password),
            Verification = VerificationRules.Use(verification, now),
            Reapplication = null,
        };
        return ApplyAgain(confirmed, waiting.Contact, waiting.Submission ?? SubmissionRecord.None, address, now);
    }

    /// <summary>Whether somebody has applied again by this very call, whose answer was perhaps lost.</summary>
    public static bool HasAppliedBy(MemberRecord record, RegisterMember command) =>
        command.Request is { } request
        && record.Status == MemberStatus.Pending
        && record.IsNamed(command.Email)
        && MemberApplications.Newest(record)?.Request == request;

    /// <summary>
    /// Withdraws: nothing is kept. Of somebody who was rejected the digest of the address stays, until they could have applied again: to
    /// withdraw is no way around that.
    /// </summary>
    public static Decision<MemberRecord, Outcome<Done>> Withdraw(MemberRecord record, AdmissionSettings settings, DateTimeOffset now)
    {
        var newest = MemberApplications.Newest(record);
        if (record.Status is not (MemberStatus.Pending or MemberStatus.Rejected) || newest is null)
        {
            return new(null, new Refusal.AlreadyDecided(record.Status, null));
        }

        var erased = DeletionRules.Delete(record, now);
        var until = AgainAt(record, settings) ?? (newest.Decision?.At + settings.RejectedKept);
        return record.Status == MemberStatus.Pending || until <= now
            ? erased
            : erased with { Next = erased.Next! with { Addresses = KeptFrom(record, until ?? now) } };
    }

    private static Addresses KeptFrom(MemberRecord record, DateTimeOffset until) => Addresses.None with
    {
        Reserved = [new ReservedAddress(new LoginEmail("", "", record.Addresses.Login!.Key), until, Guid.Empty, Guid.Empty)],
    };
}
