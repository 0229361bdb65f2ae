using System.Globalization;

namespace Members.Gateway.Pages;

/// <summary>Times as people read them. Nobody has told the page a time zone, so it names its own.</summary>
internal static class PlainTime
{
    private const double HoursUntilDays = 36, MinutesUntilHours = 90;

    /// <summary>A moment, to the minute.</summary>
    public static string Of(DateTimeOffset at) =>
        at.ToUniversalTime().ToString("d MMMM yyyy, HH:mm 'UTC'", CultureInfo.InvariantCulture);

    /// <summary>A duration in its largest unit that is not too coarse.</summary>
    public static string Of(TimeSpan duration) => duration switch
    {
        { TotalMinutes: < 1.5 } => "a minute",
        { TotalMinutes: < MinutesUntilHours } => $"{Whole(duration.TotalMinutes)} minutes",
        { TotalHours: < HoursUntilDays } => $"{Whole(duration.TotalHours)} hours",
        _ => $"{Whole(duration.TotalDays)} days",
    };

    private static string Whole(double count) => Math.Round(count).ToString(CultureInfo.InvariantCulture);
}
