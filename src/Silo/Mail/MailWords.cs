using System.Globalization;
using System.Text.Json;

namespace Members.Silo.Mail;

/// <summary>The words of durations and the form of dates in one language.</summary>
internal sealed class MailWords
{
    private static readonly string[] Units = ["day", "hour", "minute", "second"];
    private readonly Dictionary<string, (string One, string Many)> _words;
    private readonly string _date;
    private readonly CultureInfo _culture;

    private MailWords(JsonElement json, CultureInfo culture)
    {
        _culture = culture;
        _date = json.GetProperty("date").GetString()!;
        _words = Units.ToDictionary(u => u, u => (json.GetProperty(u)[0].GetString()!, json.GetProperty(u)[1].GetString()!));
    }

    /// <summary>Reads the file of a language.</summary>
    public static MailWords Parse(string json, CultureInfo culture) => new(JsonElement.Parse(json), culture);

    /// <summary>Why a file cannot be used; null when it can.</summary>
    public static string? Fault(string json)
    {
        try
        {
            _ = Parse(json, CultureInfo.InvariantCulture).Of(DateTimeOffset.UnixEpoch);
            return null;
        }
        catch (Exception fault) when (fault is JsonException or KeyNotFoundException or InvalidOperationException
            or IndexOutOfRangeException or FormatException or ArgumentException)
        {
            return "it must have a date form, and for day, hour, minute and second a list of singular and plural.";
        }
    }

    /// <summary>In days, hours, minutes or seconds, whichever gives a whole number; never more than the actual duration.</summary>
    public string Of(TimeSpan duration)
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

    /// <summary>How long something has lasted, in the largest unit that fits.</summary>
    public string About(TimeSpan duration) => duration switch
    {
        { TotalDays: >= 2 } => Count((long)duration.TotalDays, "day"),
        { TotalHours: >= 1 } => Count((long)duration.TotalHours, "hour"),
        { TotalMinutes: >= 1 } => Count((long)duration.TotalMinutes, "minute"),
        _ => Count(Math.Max(1, (long)duration.TotalSeconds), "second"),
    };

    /// <summary>A day and a time of it, in UTC.</summary>
    public string Of(DateTimeOffset time) => time.ToUniversalTime().ToString(_date, _culture);

    private string Count(long count, string unit) =>
        string.Create(_culture, $"{count} {(count == 1 ? _words[unit].One : _words[unit].Many)}");
}
