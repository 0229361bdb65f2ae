using Members.Accounts;
using Members.Grains.Accounts;
using Members.Grains.Applications;
using Members.Grains.Storage;
using Members.Outcomes;
using Members.Settings;

namespace Members.Grains.Admission;

/// <summary>
/// What time does to an application, by the settings of today: one that nobody decides on lapses, a rejected one is erased, and where it
/// came from is forgotten. The sweep finds who is due by the same times.
/// </summary>
internal static class AdmissionExpiry
{
    /// <summary>How long after the decision it is known where an application came from.</summary>
    public static readonly TimeSpan OriginKept = TimeSpan.FromDays(30);

    /// <summary>The times by which the sweep looks for who is due.</summary>
    public static AdmissionDeadlines Deadlines(DateTimeOffset now, AdmissionSettings settings) => new(
        now,
        settings.LapseAfter > TimeSpan.Zero ? now - settings.LapseAfter : null,
        now - settings.RejectedKept,
        now - OriginKept);

    /// <summary>The erased member, whose address is free; no record when it is not their time.</summary>
    public static Decision<MemberRecord, Outcome<Done>> Erase(MemberRecord record, DateTimeOffset now, AdmissionSettings settings) =>
        !IsOver(record, Deadlines(now, settings)) ? new(null, Done.Instance)
        : record.Status == MemberStatus.Pending ? Lapsed(record, now, settings)
        : DeletionRules.Delete(record, now);

    /// <summary>Whether the application has lapsed, or was rejected long enough ago.</summary>
    public static bool IsOver(MemberRecord record, AdmissionDeadlines deadlines) => record.Status switch
    {
        MemberStatus.Pending => WaitsSince(record) <= deadlines.LapsedBefore,
        MemberStatus.Rejected => MemberApplications.Newest(record)?.Decision?.At <= deadlines.RejectedBefore,
        MemberStatus.None or MemberStatus.Active or MemberStatus.Blocked or MemberStatus.Offline => false,
    };

    /// <summary>The member without the origins of applications that were decided on long ago; the same record when there is none.</summary>
    public static MemberRecord ForgetOrigins(MemberRecord record, AdmissionDeadlines deadlines) =>
        record.Applications.Any(a => IsForgotten(a, deadlines))
            ? record with
            {
                Applications = [.. record.Applications.Select(a => IsForgotten(a, deadlines) ? a with { Origin = null } : a)],
            }
            : record;

    // Here: at the old site they may have waited for years, and nobody could decide on them before they came.
    private static DateTimeOffset WaitsSince(MemberRecord record)
    {
        var submitted = MemberApplications.Newest(record)!.SubmittedAt;
        return record.Import is { } import && import.At > submitted ? import.At : submitted;
    }

    // The mail about it goes with what is left, and is gone within three days (contract I22).
    private static Decision<MemberRecord, Outcome<Done>> Lapsed(MemberRecord record, DateTimeOffset now, AdmissionSettings settings)
    {
        var erased = DeletionRules.Delete(record, now);
        return erased with { Next = erased.Next! with { Outbox = [new ApplicationMails(settings, now).Lapsed(record)] } };
    }

    private static bool IsForgotten(ApplicationRecord application, AdmissionDeadlines deadlines) =>
        application.Origin is not null && application.Decision?.At <= deadlines.OriginBefore;
}
