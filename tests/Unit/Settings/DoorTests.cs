using Members.Grains;
using Members.Grains.Settings;
using Members.Outcomes;
using Members.Settings;
using Members.Tests.Unit.SignUp;

namespace Members.Tests.Unit.Settings;

/// <summary>How the door of a site changes: at once, by its older name, or by itself at its time.</summary>
public sealed class DoorTests
{
    private static readonly DateTimeOffset Now = Moments.Start;
    private static readonly MembersOptions Configured = new();

    [Fact]
    public void A_door_changes_in_the_future_within_five_years_and_to_the_second()
    {
        var at = Now + TimeSpan.FromDays(1);
        var policy = Policy(Changed(new() { Change = new(SignupMode.Invite, at) }));

        Assert.Equal((SignupMode.Open, SignupMode.Invite), (policy.ModeAt(at - Moments.Second), policy.ModeAt(at)));
        Assert.Empty(Broken(new() { Change = new(SignupMode.Closed, Now + Moments.Second) }));
        Assert.Empty(Broken(new() { Change = new(SignupMode.Closed, Now + TimeSpan.FromDays(5 * 365)) }));
        foreach (var wrong in new[] { Now - TimeSpan.FromDays(1), Now, Now.AddYears(5) + Moments.Second, DateTimeOffset.MaxValue })
        {
            Assert.Equal(["signupChange.at OUT_OF_RANGE"], Broken(new() { Change = new(SignupMode.Closed, wrong) }));
        }
    }

    [Fact]
    public void Another_door_takes_back_the_change_that_was_to_come_and_other_settings_do_not()
    {
        var change = new SignupChange(SignupMode.Closed, Now + TimeSpan.FromDays(1));
        var record = Changed(new() { Change = change });

        Assert.Equal(change, Policy(Changed(new() { TellReceived = true }, record)).Change);
        Assert.Equal((SignupMode.Approve, null), Doors(Changed(new() { Mode = SignupMode.Approve }, record)));
        Assert.Equal((SignupMode.Approve, change), Doors(Changed(new() { Mode = SignupMode.Approve, Change = change })));
    }

    [Fact]
    public void A_door_that_has_changed_stays_until_the_next_change_comes()
    {
        var (monday, friday) = (Now + TimeSpan.FromDays(1), Now + TimeSpan.FromDays(5));
        var closed = Changed(new() { Change = new(SignupMode.Closed, monday) });

        var reopening = SettingsRules.Change(closed, new() { Change = new(SignupMode.Open, friday) }, Configured, monday);

        var policy = Policy(reopening.Next!);
        Assert.Equal((SignupMode.Closed, SignupMode.Open), (policy.ModeAt(friday - Moments.Second), policy.ModeAt(friday)));
        Assert.Equal(SignupApproval.Manual, policy.Approval);
    }

    [Theory]
    [InlineData(SignupMode.Open, SignupApproval.Manual, SignupMode.Approve)]
    [InlineData(SignupMode.Open, SignupApproval.Automatic, SignupMode.Open)]
    [InlineData(SignupMode.Approve, SignupApproval.Automatic, SignupMode.Open)]
    [InlineData(SignupMode.Approve, SignupApproval.Manual, SignupMode.Approve)]
    [InlineData(SignupMode.Invite, SignupApproval.Manual, SignupMode.Invite)]
    [InlineData(SignupMode.Invite, SignupApproval.Automatic, SignupMode.Open)]
    [InlineData(SignupMode.Closed, SignupApproval.Manual, SignupMode.Closed)]
    [InlineData(SignupMode.Closed, SignupApproval.Automatic, SignupMode.Open)]
    public void The_older_name_leaves_a_door_that_has_this_name_as_it_is(SignupMode mode, SignupApproval older, SignupMode after)
    {
        var record = Changed(new() { Approval = older }, Changed(new() { Mode = mode }));

        Assert.Equal((after, SignupPolicy.ApprovalOf(after)), (Policy(record).ModeAt(Now), Policy(record).Approval));
        Assert.Equal(SignupPolicy.ApprovalOf(after), record.SignupApproval);
    }

    [Fact]
    public void The_older_name_means_the_door_of_the_moment()
    {
        var closed = Changed(new() { Change = new(SignupMode.Closed, Now + Moments.Second) });

        var same = SettingsRules.Change(closed, new() { Approval = SignupApproval.Manual }, Configured, Now + Moments.Second).Next!;
        var other = SettingsRules.Change(closed, new() { Approval = SignupApproval.Automatic }, Configured, Now + Moments.Second).Next!;

        Assert.Equal((SignupMode.Closed, SignupMode.Open), (Policy(same).ModeAt(Now.AddYears(9)), Policy(other).ModeAt(Now.AddYears(9))));
    }

    [Theory]
    [InlineData(null, null, null, SignupMode.Open)]
    [InlineData(SignupMode.Invite, null, null, SignupMode.Invite)]
    [InlineData(SignupMode.Invite, SignupApproval.Manual, null, SignupMode.Approve)]
    [InlineData(SignupMode.Invite, SignupApproval.Automatic, null, SignupMode.Open)]
    [InlineData(SignupMode.Invite, SignupApproval.Manual, SignupMode.Closed, SignupMode.Closed)]
    public void The_door_is_as_changed_or_as_the_former_version_changed_it_or_as_configured(
        SignupMode? configured, SignupApproval? former, SignupMode? changed, SignupMode mode) => Assert.Equal(
        mode,
        SettingsRules.Policy(
            new() { SignupApproval = former, Changed = new() { Mode = changed } }, new() { SignupMode = configured }).Mode);

    private static SignupPolicy Policy(SiteSettingsRecord record) => SettingsRules.Policy(record, Configured);

    private static (SignupMode? Mode, SignupChange? Change) Doors(SiteSettingsRecord record) =>
        (Policy(record).Mode, Policy(record).Change);

    private static SiteSettingsRecord Changed(SettingsChange change, SiteSettingsRecord? record = null) =>
        SettingsRules.Change(record ?? new(), change, Configured, Now).Next!;

    private static IEnumerable<string> Broken(SettingsChange change, SiteSettingsRecord? record = null) =>
        SettingsRules.Change(record ?? new(), change, Configured, Now).Answer.Refusal is Refusal.Invalid { Violations: var broken }
            ? Forms.Named(broken)
            : [];
}
