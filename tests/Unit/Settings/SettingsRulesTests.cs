using System.Globalization;
using Members.Grains;
using Members.Grains.Settings;
using Members.Outcomes;
using Members.Settings;
using Members.SignUp;
using Members.Tests.Unit.SignUp;

namespace Members.Tests.Unit.Settings;

/// <summary>
/// Which settings of admission a site may have (admission, section 11), and how they change while it runs. Doors are in DoorTests.
/// </summary>
public sealed class SettingsRulesTests
{
    private static readonly DateTimeOffset Now = Moments.Start;
    private static readonly MembersOptions Configured = new();

    // No limit of another setting is in the way.
    private static readonly SiteSettingsRecord Wide = new()
    {
        Changed = new() { ReapplyAfter = TimeSpan.Zero, RejectedKept = TimeSpan.FromDays(3650) },
    };

    [Fact]
    public void A_site_that_sets_nothing_has_the_defaults()
    {
        var policy = SettingsRules.Policy(new(), Configured);

        Assert.Equal((SignupMode.Open, SignupApproval.Automatic, null), (policy.Mode, policy.Approval, policy.Change));
        Assert.Equal(
            new AdmissionSettings
            {
                ReapplyAfter = TimeSpan.FromDays(30),
                RejectedKept = TimeSpan.FromDays(90),
                ApplicationsPerAddress = 3,
                UndoWindow = TimeSpan.FromSeconds(10),
                ApprovalDigest = TimeSpan.FromMinutes(30),
                ApprovalReminder = TimeSpan.FromDays(1),
                TellRejected = true,
                TellApproved = TellApproved.Queue,
                DefaultLanguage = "en",
            },
            policy.Admission);
    }

    [Theory]
    [InlineData("reapplyAfter", "00:00:00", "365.00:00:00", "-00:00:01", "365.00:00:01")]
    [InlineData("rejectedKept", "00:00:01", "3650.00:00:00", "00:00:00", "3650.00:00:01")]
    [InlineData("applicationsPerAddress", "1", "5", "0", "6")]
    [InlineData("lapseAfter", "00:00:00", "365.00:00:00", "-00:00:01", "365.00:00:01")]
    [InlineData("lapseAfter", "00:00:01", "00:00:01", "00:00:00.9", "00:00:00.1")]
    [InlineData("undoWindow", "00:00:00", "00:01:00", "-00:00:01", "00:01:01")]
    [InlineData("approvalDigest", "00:00:01", "1.00:00:00", "00:00:00", "1.00:00:01")]
    [InlineData("approvalReminder", "00:00:01", "30.00:00:00", "00:00:00", "30.00:00:01")]
    public void A_setting_has_its_range(string name, string least, string most, string below, string above)
    {
        Assert.Empty(Broken(Setting(name, least), Wide));
        Assert.Empty(Broken(Setting(name, most), Wide));
        Assert.Equal([$"{name} OUT_OF_RANGE"], Broken(Setting(name, below), Wide));
        Assert.Equal([$"{name} OUT_OF_RANGE"], Broken(Setting(name, above), Wide));
    }

    [Fact]
    public void Who_was_rejected_is_kept_no_shorter_than_until_they_may_apply_again()
    {
        var shorter = TimeSpan.FromDays(90) - Moments.Second;

        Assert.Empty(Broken(new() { ReapplyAfter = TimeSpan.FromDays(90) }));
        Assert.Equal(["rejectedKept OUT_OF_RANGE"], Broken(new() { ReapplyAfter = TimeSpan.FromDays(90) + Moments.Second }));
        Assert.Equal(["rejectedKept OUT_OF_RANGE"], Broken(new() { ReapplyAfter = TimeSpan.FromDays(90), RejectedKept = shorter }));
        Assert.Empty(Broken(new() { ReapplyAfter = shorter, RejectedKept = shorter }));
    }

    [Theory]
    [InlineData("https://example.org/login", true)]
    [InlineData("http://localhost:8080", true)]
    [InlineData("", true)]
    [InlineData("ftp://example.org", false)]
    [InlineData("javascript:alert(1)", false)]
    [InlineData("/login", false)]
    [InlineData("example.org", false)]
    public void A_loginUrl_is_a_web_address(string url, bool isRight)
    {
        Assert.Equal(isRight ? [] : ["loginUrl INVALID_URL"], Broken(new() { LoginUrl = url }));
        Assert.Empty(Broken(new() { LoginUrl = "https://example.org/".PadRight(2048, 'x') }));
        Assert.Equal(["loginUrl INVALID_URL"], Broken(new() { LoginUrl = "https://example.org/".PadRight(2049, 'x') }));
    }

    [Fact]
    public void An_empty_loginUrl_takes_back_the_one_that_is_configured()
    {
        var configured = new MembersOptions { LoginUrl = "https://example.org" };

        Assert.Equal("https://example.org", SettingsRules.Policy(new(), configured).Admission!.LoginUrl);
        Assert.Null(SettingsRules.Change(new(), new() { LoginUrl = "" }, configured, Now).Answer.Value!.Admission!.LoginUrl);
    }

    [Fact]
    public void A_change_leaves_every_other_setting_as_it_is()
    {
        var all = new SettingsChange
        {
            RequireEmailVerification = true,
            Mode = SignupMode.Approve,
            Change = new(SignupMode.Closed, Now + TimeSpan.FromDays(1)),
            ReapplyAfter = TimeSpan.FromDays(1),
            RejectedKept = TimeSpan.FromDays(2),
            ApplicationsPerAddress = 5,
            LapseAfter = TimeSpan.FromDays(3),
            UndoWindow = TimeSpan.FromSeconds(4),
            DecideBySession = true,
            ApprovalDigest = TimeSpan.FromMinutes(5),
            ApprovalReminder = TimeSpan.FromDays(6),
            TellReceived = true,
            TellRejected = false,
            TellApproved = TellApproved.Always,
            DefaultLanguage = "de",
            LoginUrl = "https://example.org",
        };
        var before = Changed(all);

        var after = Changed(new() { ApplicationsPerAddress = 4 }, before);

        // It has a place of its own, which silos of the former version read too.
        var others = all with { RequireEmailVerification = null };
        Assert.Equal(others, before.Changed);
        Assert.Equal(before with { Changed = others with { ApplicationsPerAddress = 4 } }, after);
        Assert.Equal(Policy(before).Admission! with { ApplicationsPerAddress = 4 }, Policy(after).Admission);
        Assert.Equal(
            (TimeSpan.FromDays(3), true, TellApproved.Always, "de", "https://example.org"),
            Policy(after).Admission is { } a ? (a.LapseAfter, a.DecideBySession, a.TellApproved, a.DefaultLanguage, a.LoginUrl) : default);
        Assert.True(Policy(after).RequireEmailVerification);
    }

    [Fact]
    public void No_change_and_a_wrong_one_commit_nothing_and_all_that_is_wrong_is_said()
    {
        var wrong = new SettingsChange
        {
            Mode = SignupMode.Closed,
            UndoWindow = TimeSpan.FromHours(1),
            ApplicationsPerAddress = 0,
            LoginUrl = "x",
        };

        Assert.Null(SettingsRules.Change(new(), new(), Configured, Now).Next);
        Assert.Null(SettingsRules.Change(new(), wrong, Configured, Now).Next);
        Assert.Equal(["applicationsPerAddress OUT_OF_RANGE", "undoWindow OUT_OF_RANGE", "loginUrl INVALID_URL"], Broken(wrong));
    }

    [Fact]
    public void A_form_has_the_next_version_and_must_have_what_rules_read()
    {
        var field = Forms.Field(FieldKind.Text);
        var first = SettingsRules.ReplaceForm(new(), [field], Make.Id(1)).Next!;
        var rule = new AdmissionRule("rule", new() { Answer = new("key", "a", null) }, Admittance.Queue);
        var ruled = SettingsRules.ReplaceRules(first, [rule], Make.Id(2)).Next!;

        var second = SettingsRules.ReplaceForm(ruled, [field with { Required = true }], Make.Id(3));
        var orphaning = SettingsRules.ReplaceForm(ruled, [Forms.Field(FieldKind.Date, "a b")], Make.Id(3));

        Assert.Equal((1, Make.Id(1), Make.Id(2)), (first.Form!.Version, first.Terms, ruled.Terms));
        Assert.Equal((2, Make.Id(3)), (second.Answer.Value!.Version, second.Next!.Terms));
        Assert.Equal(ruled.Rules, SettingsRules.Terms(second.Next).Rules);
        Assert.Null(orphaning.Next);
        Assert.Equal(
            ["fields[0].key INVALID_NAME", "fields FIELD_IN_USE"],
            Forms.Named(Assert.IsType<Refusal.Invalid>(orphaning.Answer.Refusal).Violations));
        Assert.Null(SettingsRules.ReplaceRules(new(), ruled.Rules, Make.Id(3)).Next);
    }

    [Fact]
    public void The_audit_log_names_what_was_changed_and_nothing_else() => Assert.Equal(
        "signupMode=Closed+signupChange=Open@2026-03-01T12:00:00.0000000+00:00+lapseAfter=01:00:00+tellReceived=False",
        SettingsRules.Detail(new()
        {
            Mode = SignupMode.Closed,
            Change = new(SignupMode.Open, Now),
            LapseAfter = TimeSpan.FromHours(1),
            TellReceived = false,
        }));

    private static SettingsChange Setting(string name, string text)
    {
        var time = TimeSpan.Parse(text, CultureInfo.InvariantCulture);
        return name switch
        {
            "reapplyAfter" => new() { ReapplyAfter = time },
            "rejectedKept" => new() { RejectedKept = time },
            "applicationsPerAddress" => new() { ApplicationsPerAddress = int.Parse(text, CultureInfo.InvariantCulture) },
            "lapseAfter" => new() { LapseAfter = time },
            "undoWindow" => new() { UndoWindow = time },
            "approvalDigest" => new() { ApprovalDigest = time },
            "approvalReminder" => new() { ApprovalReminder = time },
            _ => throw new ArgumentOutOfRangeException(nameof(name)),
        };
    }

    private static SignupPolicy Policy(SiteSettingsRecord record) => SettingsRules.Policy(record, Configured);

    private static SiteSettingsRecord Changed(SettingsChange change, SiteSettingsRecord? record = null) =>
        SettingsRules.Change(record ?? new(), change, Configured, Now).Next!;

    private static IEnumerable<string> Broken(SettingsChange change, SiteSettingsRecord? record = null) =>
        SettingsRules.Change(record ?? new(), change, Configured, Now).Answer.Refusal is Refusal.Invalid { Violations: var broken }
            ? Forms.Named(broken)
            : [];
}
