using System.Globalization;
using Members.Gateway.Authentication;
using Members.Outcomes;
using Members.Settings;

namespace Members.Gateway.Settings;

/// <summary>A change of the door that comes by itself.</summary>
internal sealed record SignupChangeBody(string? Mode, DateTimeOffset? At);

/// <summary>The settings that can be changed at run time. Durations are written as in configuration.</summary>
internal sealed record SettingsBody(
    string? SignupApproval = null,
    bool? RequireEmailVerification = null,
    string? SignupMode = null,
    SignupChangeBody? SignupChange = null,
    string? ReapplyAfter = null,
    string? RejectedKept = null,
    int? ApplicationsPerAddress = null,
    string? LapseAfter = null,
    string? UndoWindow = null,
    bool? DecideBySession = null,
    string? ApprovalDigest = null,
    string? ApprovalReminder = null,
    bool? TellReceived = null,
    bool? TellRejected = null,
    string? TellApproved = null,
    string? DefaultLanguage = null,
    string? LoginUrl = null)
{
    public static SettingsBody Of(SignupPolicy policy, DateTimeOffset now)
    {
        var mode = policy.ModeAt(now);
        var basic = new SettingsBody(SettingWords.Of(SignupPolicy.ApprovalOf(mode)), policy.RequireEmailVerification, SettingWords.Of(mode))
        {
            SignupChange = policy.Change is { } change && now < change.At ? new(SettingWords.Of(change.Mode), change.At) : null,
        };
        return policy.Admission is not { } a ? basic : basic with
        {
            ReapplyAfter = Text(a.ReapplyAfter),
            RejectedKept = Text(a.RejectedKept),
            ApplicationsPerAddress = a.ApplicationsPerAddress,
            LapseAfter = Text(a.LapseAfter),
            UndoWindow = Text(a.UndoWindow),
            DecideBySession = a.DecideBySession,
            ApprovalDigest = Text(a.ApprovalDigest),
            ApprovalReminder = Text(a.ApprovalReminder),
            TellReceived = a.TellReceived,
            TellRejected = a.TellRejected,
            TellApproved = SettingWords.Of(a.TellApproved),
            DefaultLanguage = a.DefaultLanguage,
            LoginUrl = a.LoginUrl,
        };
    }

    public Outcome<SettingsChange> Read()
    {
        var reader = new RequestReader();
        var approval = SettingWords.Find<SignupApproval>(SignupApproval, SettingWords.Of, "signupApproval", reader);
        var mode = SettingWords.Find<SignupMode>(SignupMode, SettingWords.Of, "signupMode", reader);
        if (approval is { } older && mode is { } door && SignupPolicy.ApprovalOf(door) != older)
        {
            var fitting = SettingWords.Of(SignupPolicy.ApprovalOf(door));
            reader.Add("signupApproval", "CONTRADICTION", $"The signupApproval of {SignupMode} is {fitting}.");
        }

        var change = new SettingsChange
        {
            Approval = mode is null ? approval : null,
            RequireEmailVerification = RequireEmailVerification,
            Mode = mode,
            Change = ReadChange(reader),
            ReapplyAfter = Duration(ReapplyAfter, "reapplyAfter", reader),
            RejectedKept = Duration(RejectedKept, "rejectedKept", reader),
            ApplicationsPerAddress = ApplicationsPerAddress,
            LapseAfter = Duration(LapseAfter, "lapseAfter", reader),
            UndoWindow = Duration(UndoWindow, "undoWindow", reader),
            DecideBySession = DecideBySession,
            ApprovalDigest = Duration(ApprovalDigest, "approvalDigest", reader),
            ApprovalReminder = Duration(ApprovalReminder, "approvalReminder", reader),
            TellReceived = TellReceived,
            TellRejected = TellRejected,
            TellApproved = SettingWords.Find<TellApproved>(TellApproved, SettingWords.Of, "tellApproved", reader),
            DefaultLanguage = DefaultLanguage,
            LoginUrl = LoginUrl,
        };
        return reader.Succeeded ? change : reader.Refusal;
    }

    private SignupChange? ReadChange(RequestReader reader)
    {
        if (SignupChange is null)
        {
            return null;
        }

        if (SignupChange is not { Mode: not null, At: { } at })
        {
            reader.Add("signupChange", "REQUIRED", "A signupChange must have a mode and an at.");
            return null;
        }

        var mode = SettingWords.Find<SignupMode>(SignupChange.Mode, SettingWords.Of, "signupChange.mode", reader);
        return mode is { } known ? new SignupChange(known, at) : null;
    }

    private static string Text(TimeSpan duration) => duration.ToString("c", CultureInfo.InvariantCulture);

    private static TimeSpan? Duration(string? text, string field, RequestReader reader)
    {
        if (text is null)
        {
            return null;
        }

        if (TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out var duration))
        {
            return duration;
        }

        reader.Add(
            field, "INVALID_DURATION", $"The {field} must be a time such as 00:30:00 or, with days, 14.00:00:00.");
        return null;
    }
}
