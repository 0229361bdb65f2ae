using System.Globalization;
using System.Text.RegularExpressions;

namespace Members.Gateway.Import.Sources.Reading;

/// <summary>
/// Points in time as sources write them. The unit comes from the source and is never guessed by the size of a number.
/// </summary>
internal static partial class SourceTimes
{
    /// <summary>
    /// Reads RFC 3339 and what databases make of it: a space for the T, no seconds, no offset for UTC, and as an offset <c>UTC</c> or
    /// hours alone.
    /// </summary>
    public static bool TryIso(string text, out DateTimeOffset time)
    {
        time = default;
        if (IsoTime.Match(text) is not { Success: true } match)
        {
            return false;
        }

        var clock = match.Groups["time"].Success ? match.Groups["time"].Value : "00:00";
        var seconds = match.Groups["seconds"].Success ? match.Groups["seconds"].Value : ":00";
        var whole = $"{match.Groups["date"].Value} {clock}{seconds}";
        if (!DateTime.TryParseExact(whole, "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
        {
            return false;
        }

        var fraction = match.Groups["fraction"].Value.PadRight(7, '0')[..7];
        var ticks = local.Ticks + long.Parse(fraction, CultureInfo.InvariantCulture) - Offset(match).Ticks;
        if (ticks < DateTime.MinValue.Ticks || ticks > DateTime.MaxValue.Ticks)
        {
            return false;
        }

        time = new DateTimeOffset(ticks, TimeSpan.Zero);
        return true;
    }

    /// <summary>Reads milliseconds since 1970.</summary>
    public static bool TryMilliseconds(string text, out DateTimeOffset time)
    {
        // The years 1 to 9999.
        var isTime = long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var milliseconds)
            && milliseconds is >= -62_135_596_800_000 and <= 253_402_300_799_999;
        time = isTime ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) : default;
        return isTime;
    }

    /// <summary>Reads a date in a form that somebody has named, in UTC.</summary>
    public static bool TryForm(string text, string form, out DateTimeOffset time)
    {
        try
        {
            return DateTimeOffset.TryParseExact(
                text, form, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out time);
        }
        catch (FormatException)
        {
            time = default;
            return false;
        }
    }

    private static TimeSpan Offset(Match match)
    {
        if (!match.Groups["sign"].Success)
        {
            return TimeSpan.Zero;
        }

        var minutes = match.Groups["minutes"] is { Success: true, Value: var text } ? int.Parse(text, CultureInfo.InvariantCulture) : 0;
        var offset = new TimeSpan(int.Parse(match.Groups["hours"].Value, CultureInfo.InvariantCulture), minutes, 0);
        return match.Groups["sign"].Value == "-" ? -offset : offset;
    }

    [GeneratedRegex(
        @"^(?<date>[0-9]{4}-[0-9]{2}-[0-9]{2})([T ](?<time>[0-9]{2}:[0-9]{2})(?<seconds>:[0-9]{2})?([.,](?<fraction>[0-9]{1,9}))?)?"
        + @"( ?(Z|UTC|(?<sign>[+-])(?<hours>[0-9]{2}):?(?<minutes>[0-9]{2})?))?\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex IsoTime { get; }
}
