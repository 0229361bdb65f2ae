using System.Globalization;

namespace Members.Silo.Mail;

/// <summary>A duration in words.</summary>
internal static class DurationText
{
    /// <summary>In days, hours, minutes or seconds, whichever gives a whole number; never more than the actual duration.</summary>
    public static string Of(TimeSpan duration)
    {
        var seconds = (long)duration.TotalSeconds;
        return seconds switch
        {
            >= 172_800 when seconds % 86_400 == 0 => Count(seconds / 86_400, "day"),
            >= 3_600 when seconds % 3_600 == 0 => Count(seconds / 3_600, "hour"),
            >= 60 => Count(seconds / 60, "minute"),
            _ => Count(seconds, "second"),
        };
    }

    private static string Count(long count, string unit) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {unit}{(count == 1 ? string.Empty : "s")}");
}
