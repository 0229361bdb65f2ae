using System.Globalization;
using System.Text.RegularExpressions;
using Members.SignUp;

namespace Members.Grains.SignUp;

/// <summary>The least and the largest value of a field, as numbers that compare: a day is its number.</summary>
internal static partial class FieldBound
{
    /// <summary>A bound; null when there is none, or when it is none for the kind.</summary>
    public static decimal? Parse(FieldKind kind, string? text) => kind switch
    {
        FieldKind.Date => Day(text),
        FieldKind.Number => Number(text),
        FieldKind.Text or FieldKind.LongText or FieldKind.Choices or FieldKind.Choice or FieldKind.Consent =>
            IsNumber(text) && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : null,
    };

    /// <summary>What a bound must be.</summary>
    public static string Requirement(FieldKind kind) => kind switch
    {
        FieldKind.Date => "It must be a day such as 2026-12-31.",
        FieldKind.Number => "It must be a number.",
        FieldKind.Text or FieldKind.LongText or FieldKind.Choices or FieldKind.Choice or FieldKind.Consent => "It must be a whole number.",
    };

    /// <summary>The number of a day as <c>YYYY-MM-DD</c>; null for anything else.</summary>
    public static decimal? Day(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day.DayNumber : null;

    /// <summary>A number as in JSON; null for anything else, and for one of more than 28 digits.</summary>
    public static decimal? Number(string? text) =>
        IsNumber(text) && decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    // As JSON writes it (RFC 8259, 6): a bound is shown as it is stored.
    private static bool IsNumber(string? text) => text is not null && JsonNumber().IsMatch(text);

    [GeneratedRegex(@"^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex JsonNumber();
}
