using System.Globalization;
using Microsoft.Extensions.Localization;

namespace Members.Gateway.Pages;

/// <summary>Times, durations and counts as people of a language write them.</summary>
internal static class PageWords
{
    private const double HoursUntilDays = 36, MinutesUntilHours = 90, SecondsUntilMinutes = 90;

    /// <summary>A moment, to the minute, in UTC.</summary>
    public static string At(DateTimeOffset at, CultureInfo culture)
    {
        var utc = at.UtcDateTime;
        return $"{utc.ToString("d MMMM yyyy", culture)}, {utc.ToString("HH:mm", culture)} UTC";
    }

    /// <summary>A text with a count, in the plural form that the language has for it.</summary>
    /// <param name="texts">The texts.</param>
    /// <param name="key">The key, without the form.</param>
    /// <param name="count">The count, which is the first argument of the text.</param>
    /// <param name="further">What else the text names.</param>
    public static string Count(this IStringLocalizer texts, string key, long count, params object[] further)
    {
        object[] arguments = [count, .. further];
        var form = PluralForms.Of(count, CultureInfo.CurrentUICulture);
        var text = texts[$"{key}_{form}", arguments];
        return text.ResourceNotFound ? texts[$"{key}_other", arguments] : text;
    }

    /// <summary>A duration in its largest unit that is not too coarse.</summary>
    public static string Duration(this IStringLocalizer<PageTexts> texts, TimeSpan duration) => duration switch
    {
        { TotalSeconds: < SecondsUntilMinutes } => texts.Count("Minutes", 1),
        { TotalMinutes: < MinutesUntilHours } => texts.Count("Minutes", Whole(duration.TotalMinutes)),
        { TotalHours: < HoursUntilDays } => texts.Count("Hours", Whole(duration.TotalHours)),
        _ => texts.Count("Days", Whole(duration.TotalDays)),
    };

    private static long Whole(double count) => (long)Math.Round(count);
}
