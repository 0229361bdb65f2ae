using System.Buffers;

namespace Members.Grains.Passwords.Guessing;

/// <summary>A date in any usual order, with or without separators, or a year.</summary>
internal static class CalendarDate
{
    // People choose days within about a hundred years.
    private const double Years = 100, Days = 365 * Years, WithSeparator = 4 * Days;
    private const int Longest = 10;

    private static readonly SearchValues<char> Separators = SearchValues.Create(" -/\\_.");

    /// <summary>The guesses for a text; infinity when it is no date.</summary>
    public static double Guesses(ReadOnlySpan<char> text)
    {
        if (text.Length is < 4 or > Longest)
        {
            return double.PositiveInfinity;
        }

        if (text.Length == 4 && IsYear(text))
        {
            return Years;
        }

        return IsSeparated(text) ? WithSeparator : IsPlain(text) ? Days : double.PositiveInfinity;
    }

    private static bool IsSeparated(ReadOnlySpan<char> text)
    {
        var first = text.IndexOfAny(Separators);
        if (first < 0)
        {
            return false;
        }

        var second = text[(first + 1)..].IndexOf(text[first]) + first + 1;
        return second > first && IsDate(text[..first], text[(first + 1)..second], text[(second + 1)..]);
    }

    private static bool IsPlain(ReadOnlySpan<char> text)
    {
        for (var first = 1; first <= 4; first++)
        {
            for (var second = first + 1; second <= first + 2 && second < text.Length; second++)
            {
                if (IsDate(text[..first], text[first..second], text[second..]))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static bool IsDate(ReadOnlySpan<char> first, ReadOnlySpan<char> second, ReadOnlySpan<char> third) =>
        (IsDayAndMonth(first, second) && IsYear(third)) || (IsYear(first) && IsDayAndMonth(second, third));

    private static bool IsYear(ReadOnlySpan<char> text) =>
        TryRead(text, out var number) && (text.Length == 2 || (text.Length == 4 && number is >= 1900 and <= 2099));

    private static bool IsDayAndMonth(ReadOnlySpan<char> first, ReadOnlySpan<char> second) =>
        first.Length <= 2 && second.Length <= 2
        && TryRead(first, out var one) && TryRead(second, out var other)
        && Math.Min(one, other) is >= 1 and <= 12 && Math.Max(one, other) <= 31;

    private static bool TryRead(ReadOnlySpan<char> text, out int number)
    {
        number = 0;
        foreach (var digit in text)
        {
            if (!char.IsAsciiDigit(digit))
            {
                return false;
            }

            number = (number * 10) + digit - '0';
        }

        return !text.IsEmpty;
    }
}
