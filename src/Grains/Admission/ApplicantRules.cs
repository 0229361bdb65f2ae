using Members.Accounts;
using Members.Admission;
using Members.Emails;
using Members.Grains.Accounts;
using Members.Grains.Applications;
using Members.Grains.Emails;
using Members.Grains.Mail;
using Members.Grains.Storage;
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
    public static MemberRecord ApplyAgain(
        MemberRecord record, RegisterMember command, SubmissionRecord submission, string? address, DateTimeOffset now)
    {
        var waiting = record with
        {
            Status = MemberStatus.Pending,
            Profile = record.Profile with { Contact = command.Contact },

            // Who applies again must not read afterwards that they were turned down.
            Outbox = Outbox.Drop(record.Outbox, MailKind.ApplicationRejected),
        };
        var applied = MemberApplications.Submit(waiting, submission, address, now);
        return MemberApplications.Replace(applied, applied.Applications[^1] with { Request = command.Request });
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
