using System.Collections.Immutable;
using Members.Grains.Settings;
using Members.Settings;
using Members.SignUp;

namespace Members.Tests.Unit.Storage;

/// <summary>Settings of a site that has changed all of them.</summary>
internal static class GoldenSettings
{
    private static readonly ImmutableSortedDictionary<string, string> Texts =
        ImmutableSortedDictionary<string, string>.Empty.Add("de", "Grund").Add("en", "Reason");

    public static SiteSettingsRecord Everything() => new()
    {
        SignupApproval = SignupApproval.Manual,
        RequireEmailVerification = true,
        Changed = new SettingsChange
        {
            Mode = SignupMode.Invite,
            Change = new SignupChange(SignupMode.Open, Moments.Start),
            ReapplyAfter = TimeSpan.FromDays(7),
            RejectedKept = TimeSpan.FromDays(8),
            ApplicationsPerAddress = 2,
            LapseAfter = TimeSpan.FromDays(14),
            UndoWindow = TimeSpan.FromSeconds(20),
            DecideBySession = true,
            ApprovalDigest = TimeSpan.FromHours(1),
            ApprovalReminder = TimeSpan.FromDays(2),
            TellReceived = true,
            TellRejected = false,
            TellApproved = TellApproved.Always,
            DefaultLanguage = "de",
            LoginUrl = "https://example.org/in",
        },
        Form = new SignupForm(3, [Field()]),
        Rules = [new AdmissionRule("Friends", Conditions(), Admittance.Approve, "Welcome.")],
        Terms = Make.Id(9),
    };

    private static FormField Field() => new("why", FieldKind.Choice, Texts)
    {
        Help = Texts,
        Required = true,
        Options = [new FieldOption("games", Texts)],
        Min = "1",
        Max = "2",
        Pattern = "[a-z]+",
        StoreAs = FieldTarget.CustomField,
        Text = Texts,
        Version = "2026-11",
    };

    private static RuleConditions Conditions() => new()
    {
        DomainIs = ["example.org"],
        DomainEndsWith = ["example.net"],
        AddressIn = ["ann@example.com"],
        NetworkIn = ["192.0.2.0/24"],
        Invitation = "any",
        Answer = new AnswerCondition("why", "games", "game"),
    };
}
