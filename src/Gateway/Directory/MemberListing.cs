using System.Globalization;
using Members.Accounts;
using Members.Directory;
using Members.Gateway.Authentication;

namespace Members.Gateway.Directory;

/// <summary>Reads which members to list. The API and the console ask by the same names.</summary>
internal static class MemberListing
{
    /// <summary>Those who have never logged in.</summary>
    public const string Never = "NEVER";

    private const string Within = "WITHIN_", Idle = "IDLE_", Days = "_DAYS";
    private const int MostLetters = 254, MostDays = 3650;

    /// <summary>Those who have logged in within so many days.</summary>
    public static string WithinDays(int days) => string.Create(CultureInfo.InvariantCulture, $"{Within}{days}{Days}");

    /// <summary>Those who neither registered nor logged in within so many days.</summary>
    public static string IdleDays(int days) => string.Create(CultureInfo.InvariantCulture, $"{Idle}{days}{Days}");

    /// <summary>Within how many days somebody has logged in; null when that is not asked for.</summary>
    public static int? DaysWithin(string lastLogin) => DaysOf(lastLogin, Within);

    /// <summary>For how many days somebody has been idle; null when that is not asked for.</summary>
    public static int? DaysIdle(string lastLogin) => DaysOf(lastLogin, Idle);

    /// <summary>What the parameters ask for.</summary>
    /// <param name="asked">The value of a parameter, by its name; null when it was not sent.</param>
    /// <param name="now">The time.</param>
    /// <param name="limit">The size of a page.</param>
    /// <param name="reader">Collects what is wrong.</param>
    public static MemberQuery Read(Func<string, string?> asked, DateTimeOffset now, int limit, RequestReader reader) =>
        Login(asked("lastLogin"), now, reader) with
        {
            Status = Status(asked("status"), reader),
            Text = Text(asked("q"), reader),
            EmailVerified = Truth(asked("emailVerified"), reader),
            CreatedFrom = Day("registeredFrom", asked, reader),
            CreatedBefore = Day("registeredUntil", asked, reader)?.AddDays(1),
            NewestFirst = reader.IsNewest(asked("order")),
            Limit = limit,
            After = reader.After(asked("cursor")),
        };

    private static MemberStatus? Status(string? text, RequestReader reader)
    {
        var known = MemberStatuses.FindByApiName(text);
        if (text is not null && known is null)
        {
            reader.AddUnknownValue("status", [.. MemberStatuses.Visible.Select(s => s.ApiName)]);
        }

        return known;
    }

    private static string? Text(string? text, RequestReader reader)
    {
        if (text is { Length: 0 or > MostLetters })
        {
            reader.Add("q", "INVALID_LENGTH", $"The q must have 1 to {MostLetters} characters.");
        }

        if (text?.Any(char.IsControl) == true)
        {
            reader.Add("q", "INVALID_CHARACTER", "The q must not have control characters.");
        }

        return text;
    }

    private static bool? Truth(string? text, RequestReader reader)
    {
        if (text is not (null or "true" or "false"))
        {
            reader.AddUnknownValue("emailVerified", ["true", "false"]);
        }

        return text is null ? null : text == "true";
    }

    private static DateTimeOffset? Day(string name, Func<string, string?> asked, RequestReader reader)
    {
        if (asked(name) is not { } text)
        {
            return null;
        }

        // The last day of the calendar has none after it.
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            && day < DateOnly.MaxValue)
        {
            return new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
        }

        reader.Add(name, "INVALID_DATE", $"The {name} must be a day such as 2026-03-01.");
        return null;
    }

    private static MemberQuery Login(string? text, DateTimeOffset now, RequestReader reader)
    {
        var all = new MemberQuery(null, null, false, 0, null);
        if (text is null)
        {
            return all;
        }

        if (text == Never)
        {
            return all with { NeverLoggedIn = true };
        }

        if (DaysWithin(text) is { } within)
        {
            return all with { LoggedInFrom = now.AddDays(-within) };
        }

        if (DaysIdle(text) is { } idle)
        {
            return all with { IdleSince = now.AddDays(-idle) };
        }

        reader.AddUnknownValue("lastLogin", [Never, WithinDays(30), IdleDays(90)]);
        return all;
    }

    private static int? DaysOf(string text, string kind) =>
        text.StartsWith(kind, StringComparison.Ordinal) && text.EndsWith(Days, StringComparison.Ordinal)
        && text.Length > kind.Length + Days.Length
        && int.TryParse(text[kind.Length..^Days.Length], NumberStyles.None, CultureInfo.InvariantCulture, out var days)
        && days is >= 1 and <= MostDays
            ? days
            : null;
}
