namespace Members.Grains.Passwords.Guessing;

/// <summary>A part that is another one several times over, such as <c>1234</c> in <c>12341234</c>.</summary>
/// <param name="Start">Where it begins.</param>
/// <param name="Length">All of it.</param>
/// <param name="Period">The length of what is repeated.</param>
internal readonly record struct Repetition(int Start, int Length, int Period)
{
    /// <summary>How often, twice or more.</summary>
    public int Times => Length / Period;

    /// <summary>All that begin or end a text; one for each length. The time is linear in the length of the text.</summary>
    public static IEnumerable<Repetition> In(string text)
    {
        foreach (var (length, period) in AtTheStart(text))
        {
            yield return new Repetition(0, length, period);
        }

        var backwards = text.ToCharArray();
        Array.Reverse(backwards);
        foreach (var (length, period) in AtTheStart(backwards))
        {
            yield return new Repetition(text.Length - length, length, period);
        }
    }

    // The prefix function of Knuth, Morris and Pratt: border[n] is the longest proper part of the first n characters that both begins and
    // ends them, and so n - border[n] is their shortest period.
    private static List<(int Length, int Period)> AtTheStart(ReadOnlySpan<char> text)
    {
        var found = new List<(int, int)>();
        var border = new int[text.Length + 1];
        for (int length = 2, matched = 0; length <= text.Length; length++)
        {
            while (matched > 0 && text[length - 1] != text[matched])
            {
                matched = border[matched];
            }

            matched += text[length - 1] == text[matched] ? 1 : 0;
            border[length] = matched;
            var period = length - matched;
            if (matched > 0 && length % period == 0)
            {
                found.Add((length, period));
            }
        }

        return found;
    }
}
