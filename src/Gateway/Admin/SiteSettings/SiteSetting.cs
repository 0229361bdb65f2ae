using System.Globalization;

namespace Members.Gateway.Admin.SiteSettings;

/// <summary>What a setting takes.</summary>
internal enum SettingKind
{
    /// <summary>Yes or no.</summary>
    Flag,

    /// <summary>A whole number.</summary>
    Number,

    /// <summary>A duration.</summary>
    Duration,

    /// <summary>A text.</summary>
    Text,

    /// <summary>One of some words.</summary>
    Word,
}

/// <summary>A setting that can be changed while the site runs.</summary>
/// <param name="Name">Its name, as in the API.</param>
/// <param name="Kind">What it takes.</param>
/// <param name="Words">The words that it takes.</param>
internal sealed record SiteSetting(string Name, SettingKind Kind, params IReadOnlyList<string> Words)
{
    /// <summary>The settings in groups that people think of together.</summary>
    public static readonly IReadOnlyList<(string Group, IReadOnlyList<SiteSetting> Settings)> Groups =
    [
        ("SignUp", [new("requireEmailVerification", SettingKind.Flag)]),
        ("Applications",
        [
            new("reapplyAfter", SettingKind.Duration),
            new("rejectedKept", SettingKind.Duration),
            new("applicationsPerAddress", SettingKind.Number),
            new("lapseAfter", SettingKind.Duration),
        ]),
        ("Deciding",
        [
            new("undoWindow", SettingKind.Duration),
            new("decideBySession", SettingKind.Flag),
            new("approvalDigest", SettingKind.Duration),
            new("approvalReminder", SettingKind.Duration),
        ]),
        ("Telling",
        [
            new("tellReceived", SettingKind.Flag),
            new("tellApproved", SettingKind.Word, "QUEUE", "ALWAYS", "NEVER"),
            new("tellRejected", SettingKind.Flag),
            new("defaultLanguage", SettingKind.Text),
            new("loginUrl", SettingKind.Text),
        ]),
    ];

    /// <summary>All settings.</summary>
    public static IEnumerable<SiteSetting> All => Groups.SelectMany(g => g.Settings);
}

/// <summary>A duration as people type it: a number of a unit.</summary>
/// <param name="Number">The number, as typed.</param>
/// <param name="Unit">The unit.</param>
internal sealed record TypedDuration(string Number, string Unit)
{
    /// <summary>The units, the largest first.</summary>
    public static readonly IReadOnlyList<(string Name, TimeSpan Length)> Units =
    [
        ("days", TimeSpan.FromDays(1)), ("hours", TimeSpan.FromHours(1)), ("minutes", TimeSpan.FromMinutes(1)),
        ("seconds", TimeSpan.FromSeconds(1)),
    ];

    /// <summary>A duration, as the API writes it, in the largest unit in which it is a whole number.</summary>
    public static TypedDuration Of(string text)
    {
        var duration = TimeSpan.Parse(text, CultureInfo.InvariantCulture);
        var (name, length) = duration == TimeSpan.Zero
            ? Units[^1]
            : Units.FirstOrDefault(u => duration.Ticks % u.Length.Ticks == 0, Units[^1]);
        return new(((decimal)duration.Ticks / length.Ticks).ToString("0.###", CultureInfo.InvariantCulture), name);
    }

    /// <summary>The duration as the API takes it; what was typed when that is no number.</summary>
    public string Text() =>
        Units.FirstOrDefault(u => u.Name == Unit) is { Length: var length } && length > TimeSpan.Zero
        && decimal.TryParse(Number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number <= 1_000_000
            ? TimeSpan.FromTicks((long)(number * length.Ticks)).ToString("c", CultureInfo.InvariantCulture)
            : $"{Number} {Unit}";
}
