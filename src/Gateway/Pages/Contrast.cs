using System.Globalization;

namespace Members.Gateway.Pages;

/// <summary>The contrast of two colours (WCAG 2.2, definition of contrast ratio).</summary>
internal static class Contrast
{
    /// <summary>What text needs (WCAG 2.2, 1.4.3).</summary>
    public const double Text = 4.5;

    /// <summary>Whether a text is a colour, <c>#rrggbb</c>.</summary>
    public static bool IsColor(string text) => text is ['#', _, _, _, _, _, _] && text.Skip(1).All(char.IsAsciiHexDigit);

    /// <summary>From 1, the same, to 21, black and white.</summary>
    public static double Between(string color, string other)
    {
        var (a, b) = (Luminance(color), Luminance(other));
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    /// <summary>Red, green and blue, each from 0 to 255.</summary>
    public static int[] Parts(string color) => [.. Enumerable.Range(0, 3).Select(i => Part(color.AsSpan(1 + (2 * i), 2)))];

    private static int Part(ReadOnlySpan<char> digits) => int.Parse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private static double Luminance(string color)
    {
        var parts = Parts(color).Select(Linear).ToArray();
        return (0.2126 * parts[0]) + (0.7152 * parts[1]) + (0.0722 * parts[2]);
    }

    private static double Linear(int part)
    {
        var share = part / 255.0;
        return share <= 0.04045 ? share / 12.92 : Math.Pow((share + 0.055) / 1.055, 2.4);
    }
}
