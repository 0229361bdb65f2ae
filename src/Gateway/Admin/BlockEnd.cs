using System.Globalization;
using Members.Gateway.Authentication;

namespace Members.Gateway.Admin;

/// <summary>The end of a block, as pages ask for it: the first day, in UTC, on which the blocked member may come back.</summary>
internal static class BlockEnd
{
    /// <summary>The beginning of the day that was typed; null for none.</summary>
    public static DateTimeOffset? Read(string typed, RequestReader reader)
    {
        if (typed.Length == 0)
        {
            return null;
        }

        if (DateOnly.TryParseExact(typed, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
        }

        reader.Add("until", "INVALID_DATE", "The until must be a day.");
        return null;
    }
}
