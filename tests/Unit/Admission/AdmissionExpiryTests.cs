using Members.Accounts;
using Members.Admission;
using Members.Grains;
using Members.Grains.Accounts;
using Members.Grains.Admission;
using Members.Grains.Applications;
using Members.Grains.Mail;
using Members.Settings;

namespace Members.Tests.Unit.Admission;

/// <summary>What time does to an application (admission, sections 1, 11 and 12).</summary>
public sealed class AdmissionExpiryTests
{
    private static readonly DateTimeOffset Submitted = Moments.Start, Decided = Submitted + TimeSpan.FromDays(2);
    private static readonly Actor Decider = new(ActorKind.Key, "1", "Website");
    private static readonly AdmissionSettings Default = new MembersOptions().Admission();
    private static readonly AdmissionSettings Options = Default with { LapseAfter = TimeSpan.FromDays(14) };

    [Fact]
    public void Who_waits_for_as_long_as_the_site_says_is_erased_and_the_address_is_free()
    {
        var waiting = Waiting();
        var lapses = Submitted + Options.LapseAfter;

        Assert.Null(AdmissionExpiry.Erase(waiting, lapses - Moments.Second, Options).Next);
        var erased = AdmissionExpiry.Erase(waiting, lapses, Options).Next!;
        var mail = Assert.Single(erased.Outbox);
        Assert.Equal((MailKind.ApplicationLapsed, "ann@example.org", lapses + TimeSpan.FromDays(3)), (mail.Kind, mail.To, mail.ExpiresAt));
        Assert.Equal(new MemberRecord { Id = waiting.Id, DeletedAt = lapses, Outbox = erased.Outbox }, erased);
        Assert.Null(AdmissionExpiry.Erase(waiting, lapses + TimeSpan.FromDays(999), Default).Next);
    }

    [Fact]
    public void Who_waited_before_there_were_applications_waits_since_they_registered() => Assert.NotNull(
        AdmissionExpiry.Erase(Make.Member(MemberStatus.Pending), Submitted + Options.LapseAfter, Options).Next);

    [Fact]
    public void Who_came_with_an_import_waits_since_they_came_and_not_since_they_asked_at_the_old_site()
    {
        var came = Submitted + TimeSpan.FromDays(999);
        var imported = Waiting() with { Import = new ImportMark(Make.Id(9), 1, came, 0) };
        var again = imported with { Import = imported.Import with { At = Submitted - TimeSpan.FromDays(999) } };

        Assert.Null(AdmissionExpiry.Erase(imported, came + Options.LapseAfter - Moments.Second, Options).Next);
        Assert.NotNull(AdmissionExpiry.Erase(imported, came + Options.LapseAfter, Options).Next);
        Assert.Null(AdmissionExpiry.Erase(again, Submitted + Options.LapseAfter - Moments.Second, Options).Next);
    }

    [Fact]
    public void Who_was_rejected_is_erased_ninety_days_after_the_decision()
    {
        var rejected = After(ApplicationCommand.Reject);
        var over = Decided + TimeSpan.FromDays(90);

        Assert.Null(AdmissionExpiry.Erase(rejected, over - Moments.Second, Options).Next);
        Assert.Equal(over, AdmissionExpiry.Erase(rejected, over, Options).Next!.DeletedAt);
    }

    [Theory]
    [InlineData(ApplicationCommand.Approve)]
    [InlineData(ApplicationCommand.Block)]
    public void Who_is_in_or_kept_out_stays_for_ever(ApplicationCommand command) =>
        Assert.Null(AdmissionExpiry.Erase(After(command), Decided + TimeSpan.FromDays(9999), Options).Next);

    [Fact]
    public void Where_an_application_came_from_is_forgotten_thirty_days_after_the_decision_and_not_while_it_waits()
    {
        var approved = After(ApplicationCommand.Approve);
        var over = Decided + TimeSpan.FromDays(30);

        Assert.Same(approved, AdmissionExpiry.ForgetOrigins(approved, AdmissionExpiry.Deadlines(over - Moments.Second, Options)));
        var later = AdmissionExpiry.ForgetOrigins(approved, AdmissionExpiry.Deadlines(over, Options));
        Assert.Null(later.Applications[0].Origin);
        Assert.Equal(approved.Applications[0].History, later.Applications[0].History);
        Assert.Same(later, AdmissionExpiry.ForgetOrigins(later, AdmissionExpiry.Deadlines(over, Options)));
        var waiting = Waiting();
        Assert.Same(waiting, AdmissionExpiry.ForgetOrigins(waiting, AdmissionExpiry.Deadlines(over, Default)));
    }

    private static MemberRecord Waiting() => MemberApplications.Submit(
        Make.Member(MemberStatus.Pending), SubmissionRecord.None, "192.0.2.7", Submitted);

    private static MemberRecord After(ApplicationCommand command) =>
        DecisionRules.Decide(Waiting(), new DecideApplication(command), Decider, Decided, TimeSpan.Zero).Next!;
}
