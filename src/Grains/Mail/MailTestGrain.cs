using Members.Accounts;
using Members.Audit;
using Members.Clustering;
using Members.Grains.Audit;
using Members.Mail;
using Members.Outcomes;
using Members.Staff;
using Members.Telemetry;
using Orleans.Concurrency;

namespace Members.Grains.Mail;

/// <summary>
/// Keeps the count in memory, which is enough to bound what one of the staff sends. Whoever calls cannot say where the mail goes.
/// </summary>
[Reentrant, GrainType("mail-test"), CollectionAgeLimit(Hours = 2)]
internal sealed class MailTestGrain(ITestMails mails, AuditLog audit, TimeProvider clock) : Grain, IMailTestGrain
{
    /// <summary>How many mails one of the staff may send in an hour.</summary>
    public const int PerHour = 10;

    private readonly HourlyCount _sent = new();

    private Guid Member => this.GetPrimaryKey();

    /// <inheritdoc/>
    public Task<Outcome<TestedMail>> Send(string mail, string language) =>
        new AuditedCommand(audit, clock, AuditType.MailTest, AuditSubject.Member(Member)).Do(
            () => SendOwn(mail, language),
            o => o.Refusal is { } refusal ? AuditResult.Of(refusal) : o.Value!.Refusal is null ? null : AuditResult.NotDelivered);

    private async Task<Outcome<TestedMail>> SendOwn(string mail, string language)
    {
        if ((await GrainFactory.Staff().Roster()).RolesOf(Member) == StaffRoles.None
            || await GrainFactory.GetMembers().Of(Member).Find() is not { Status: MemberStatus.Active } staff)
        {
            return new Refusal.MemberNotFound();
        }

        var now = clock.GetUtcNow();
        if (_sent.WaitBelow(PerHour, now) is { } wait)
        {
            return new Refusal.TooManyRequests(wait);
        }

        _sent.Add(now);
        return await mails.Send(mail, language, staff.LoginEmail) is { } tested ? tested : new Refusal.MemberNotFound();
    }
}
