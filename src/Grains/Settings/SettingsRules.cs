using System.Collections.Immutable;
using System.Globalization;
using Members.Grains.SignUp;
using Members.Grains.Storage;
using Members.Outcomes;
using Members.Settings;
using Members.SignUp;

namespace Members.Grains.Settings;

/// <summary>What the settings of a site are, and how they change.</summary>
internal static class SettingsRules
{
    /// <summary>The shortest time in which an application lapses.</summary>
    public static readonly TimeSpan ShortestLapse = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan FarthestChange = TimeSpan.FromDays(5 * 365);

    /// <summary>The policy: what was changed at run time, and otherwise what is configured.</summary>
    public static SignupPolicy Policy(SiteSettingsRecord record, MembersOptions configured)
    {
        var changed = record.Changed ?? new SettingsChange();
        var mode = changed.Mode ?? (record.SignupApproval is { } older ? ModeOf(older) : configured.Mode);
        return new SignupPolicy(
            Members.Settings.SignupPolicy.ApprovalOf(mode), record.RequireEmailVerification ?? configured.RequireEmailVerification)
        {
            Mode = mode,
            Change = changed.Change,
            Terms = record.Terms,
            Admission = Admission(changed, configured.Admission()),
        };
    }

    /// <summary>The form and the rules.</summary>
    public static SignupTerms Terms(SiteSettingsRecord record) => new(record.Form ?? SignupForm.Empty, record.Rules);

    /// <summary>The door of its older name.</summary>
    public static SignupMode ModeOf(SignupApproval approval) => approval switch
    {
        SignupApproval.Automatic => SignupMode.Open,
        SignupApproval.Manual => SignupMode.Approve,
    };

    /// <summary>Changes settings, if all of them are right.</summary>
    public static Decision<SiteSettingsRecord, Outcome<SignupPolicy>> Change(
        SiteSettingsRecord record, SettingsChange change, MembersOptions configured, DateTimeOffset now)
    {
        if (change is { Approval: { } older, Mode: null })
        {
            var door = Policy(record, configured).ModeAt(now);
            var isSame = Members.Settings.SignupPolicy.ApprovalOf(door) == older;
            change = change with
            {
                Mode = isSame ? door : ModeOf(older),
                Change = change.Change ?? (isSame && record.Changed?.Change is { } coming && coming.At > now ? coming : null),
            };
        }

        // A door that has changed by itself stays as it is until the next change.
        if (change is { Change: not null, Mode: null } && record.Changed?.Change is { } last && now >= last.At)
        {
            change = change with { Mode = last.Mode };
        }

        var next = record with
        {
            Changed = Merge(record.Changed ?? new SettingsChange(), change),
            SignupApproval = change.Mode is { } mode ? Members.Settings.SignupPolicy.ApprovalOf(mode) : record.SignupApproval,
            RequireEmailVerification = change.RequireEmailVerification ?? record.RequireEmailVerification,
        };
        var policy = Policy(next, configured);
        var violations = Violations(change, policy.Admission!, now).ToArray();
        return violations.Length > 0
            ? new(null, new Refusal.Invalid([.. violations]))
            : new(change == new SettingsChange() ? null : next, policy);
    }

    /// <summary>The next version of the form.</summary>
    public static Decision<SiteSettingsRecord, Outcome<SignupForm>> ReplaceForm(
        SiteSettingsRecord record, ImmutableArray<FormField> fields, Guid stamp)
    {
        var form = new SignupForm((record.Form?.Version ?? 0) + 1, fields);
        var violations = FormRules.Violations(fields).Concat(RulesetRules.Orphans(record.Rules, form)).ToArray();
        return violations.Length > 0
            ? new(null, new Refusal.Invalid([.. violations]))
            : new(record with { Form = form, Terms = stamp }, form);
    }

    /// <summary>Other rules.</summary>
    public static Decision<SiteSettingsRecord, Outcome<AdmissionRuleset>> ReplaceRules(
        SiteSettingsRecord record, ImmutableArray<AdmissionRule> rules, Guid stamp)
    {
        var violations = RulesetRules.Violations(rules, record.Form ?? SignupForm.Empty).ToArray();
        return violations.Length > 0
            ? new(null, new Refusal.Invalid([.. violations]))
            : new(record with { Rules = rules, Terms = stamp }, new AdmissionRuleset(rules));
    }

    /// <summary>Refuses what was made of a form and rules that have changed meanwhile; null when they have not.</summary>
    public static Decision<SiteSettingsRecord, Outcome<T>>? Outdated<T>(SiteSettingsRecord record, Guid? read)
        where T : class => record.Terms == read ? null : new Decision<SiteSettingsRecord, Outcome<T>>(null, new Refusal.Invalid(
            [new("", "CHANGED_MEANWHILE", "The form or the rules have changed since they were read. Nothing was changed.")]));

    /// <summary>Where the settings come from.</summary>
    public static SettingOrigins Origins(SiteSettingsRecord record, MembersOptions configured)
    {
        var changed = (record.Changed ?? new SettingsChange()) with
        {
            Approval = record.SignupApproval,
            RequireEmailVerification = record.RequireEmailVerification,
        };
        var bounds = from setting in Named(changed)
                     let range = SettingRange.Of(typeof(MembersOptions), OptionOf(setting.Name))
                     where range is not null
                     select KeyValuePair.Create(setting.Name, new SettingBounds($"{range.Minimum}", $"{range.Maximum}"));
        return new(
            Policy(new SiteSettingsRecord(), configured),
            [.. Named(changed).Where(c => c.Value is not null).Select(c => c.Name)],
            bounds.ToImmutableSortedDictionary(StringComparer.Ordinal));
    }

    /// <summary>The change as the audit log names it.</summary>
    public static string Detail(SettingsChange change) => string.Join('+', Named(change)
        .Where(c => c.Value is not null)
        .Select(c => string.Create(CultureInfo.InvariantCulture, $"{c.Name}={c.Value}")));

    private static IEnumerable<(string Name, object? Value)> Named(SettingsChange c) =>
    [
        ("signupApproval", c.Approval),
        ("signupMode", c.Mode),
        ("signupChange", c.Change is { } change ? string.Create(CultureInfo.InvariantCulture, $"{change.Mode}@{change.At:O}") : null),
        ("requireEmailVerification", c.RequireEmailVerification),
        ("reapplyAfter", c.ReapplyAfter),
        ("rejectedKept", c.RejectedKept),
        ("applicationsPerAddress", c.ApplicationsPerAddress),
        ("lapseAfter", c.LapseAfter),
        ("undoWindow", c.UndoWindow),
        ("decideBySession", c.DecideBySession),
        ("approvalDigest", c.ApprovalDigest),
        ("approvalReminder", c.ApprovalReminder),
        ("tellReceived", c.TellReceived),
        ("tellRejected", c.TellRejected),
        ("tellApproved", c.TellApproved),
        ("defaultLanguage", c.DefaultLanguage),
        ("loginUrl", c.LoginUrl),
    ];

    private static IEnumerable<Violation> Violations(SettingsChange change, AdmissionSettings now, DateTimeOffset time) =>
        Ranges(change)
            .Concat(change.Change is { } door && (door.At <= time || door.At > time + FarthestChange)
                ? [new Violation("signupChange.at", "OUT_OF_RANGE", "The at must be in the future, within five years.")]
                : [])
            .Concat(now.RejectedKept < now.ReapplyAfter
                ? [new Violation("rejectedKept", "OUT_OF_RANGE", "The rejectedKept must not be shorter than reapplyAfter.")]
                : [])
            .Concat(change.LapseAfter is { } lapse && lapse > TimeSpan.Zero && lapse < ShortestLapse
                ? [new Violation("lapseAfter", "OUT_OF_RANGE", "The lapseAfter must be zero, or at least a second.")]
                : [])
            .Concat(change.DefaultLanguage is { } language && !FormRules.IsLanguage(language)
                ? [new Violation("defaultLanguage", "INVALID_LANGUAGE", "The defaultLanguage must be a language tag such as en or de-AT.")]
                : [])
            .Concat(change.LoginUrl is { Length: > 0 } url && !IsWeb(url)
                ? [new Violation("loginUrl", "INVALID_URL", "The loginUrl must be an http or https address.")]
                : []);

    private static IEnumerable<Violation> Ranges(SettingsChange c) =>
        from setting in Named(c)
        where setting.Value is TimeSpan or int
        let fault = SettingRange.Fault(typeof(MembersOptions), OptionOf(setting.Name), setting.Value)
        where fault is not null
        select new Violation(setting.Name, "OUT_OF_RANGE", $"The {setting.Name} must be {fault}.");

    private static string OptionOf(string name) => char.ToUpperInvariant(name[0]) + name[1..];

    internal static bool IsWeb(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var parsed) && parsed.Scheme is "http" or "https" && url.Length <= 2048;

    private static SettingsChange Merge(SettingsChange before, SettingsChange change) => before with
    {
        Mode = change.Mode ?? before.Mode,
        Change = change.Change ?? (change.Mode is null ? before.Change : null),
        ReapplyAfter = change.ReapplyAfter ?? before.ReapplyAfter,
        RejectedKept = change.RejectedKept ?? before.RejectedKept,
        ApplicationsPerAddress = change.ApplicationsPerAddress ?? before.ApplicationsPerAddress,
        LapseAfter = change.LapseAfter ?? before.LapseAfter,
        UndoWindow = change.UndoWindow ?? before.UndoWindow,
        DecideBySession = change.DecideBySession ?? before.DecideBySession,
        ApprovalDigest = change.ApprovalDigest ?? before.ApprovalDigest,
        ApprovalReminder = change.ApprovalReminder ?? before.ApprovalReminder,
        TellReceived = change.TellReceived ?? before.TellReceived,
        TellRejected = change.TellRejected ?? before.TellRejected,
        TellApproved = change.TellApproved ?? before.TellApproved,
        DefaultLanguage = change.DefaultLanguage ?? before.DefaultLanguage,
        LoginUrl = change.LoginUrl ?? before.LoginUrl,
    };

    private static AdmissionSettings Admission(SettingsChange c, AdmissionSettings configured) => configured with
    {
        ReapplyAfter = c.ReapplyAfter ?? configured.ReapplyAfter,
        RejectedKept = c.RejectedKept ?? configured.RejectedKept,
        ApplicationsPerAddress = c.ApplicationsPerAddress ?? configured.ApplicationsPerAddress,
        LapseAfter = c.LapseAfter ?? configured.LapseAfter,
        UndoWindow = c.UndoWindow ?? configured.UndoWindow,
        DecideBySession = c.DecideBySession ?? configured.DecideBySession,
        ApprovalDigest = c.ApprovalDigest ?? configured.ApprovalDigest,
        ApprovalReminder = c.ApprovalReminder ?? configured.ApprovalReminder,
        TellReceived = c.TellReceived ?? configured.TellReceived,
        TellRejected = c.TellRejected ?? configured.TellRejected,
        TellApproved = c.TellApproved ?? configured.TellApproved,
        DefaultLanguage = c.DefaultLanguage ?? configured.DefaultLanguage,
        LoginUrl = c.LoginUrl is { } url ? (url.Length == 0 ? null : url) : configured.LoginUrl,
    };
}
