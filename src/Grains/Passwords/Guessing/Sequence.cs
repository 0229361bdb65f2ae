namespace Members.Grains.Passwords.Guessing;

/// <summary>Characters at equal distances, such as <c>abcd</c>, <c>987654</c> or <c>acegik</c>.</summary>
internal static class Sequence
{
    private const int Shortest = 3, WidestStep = 5;
    private const string UsualStarts = "az019";

    /// <summary>The guesses for a text in lower case; infinity when it is no sequence.</summary>
    public static double Guesses(ReadOnlySpan<char> text)
    {
        if (text.Length < Shortest)
        {
            return double.PositiveInfinity;
        }

        var step = text[1] - text[0];
        if (step == 0 || Math.Abs(step) > WidestStep)
        {
            return double.PositiveInfinity;
        }

        for (var i = 2; i < text.Length; i++)
        {
            if (text[i] - text[i - 1] != step)
            {
                return double.PositiveInfinity;
            }
        }

        var starts = UsualStarts.Contains(text[0], StringComparison.Ordinal) ? 4 : char.IsAsciiDigit(text[0]) ? 10 : 26;
        return starts * (step < 0 ? 2 : 1) * text.Length;
    }
}
