namespace Members.Grains.Passwords.Guessing;

/// <summary>
/// Estimates after how many guesses an attacker who knows people's habits finds a password, as zxcvbn 4 does (D. Wheeler, "zxcvbn:
/// Low-Budget Password Strength Estimation", USENIX Security 2016).
/// </summary>
/// <remarks>
/// Only what is below <see cref="Limit"/> matters, which keeps it quick: zxcvbn adds 10,000 guesses for a second pattern and 10,000² for
/// a third, so that a password below the limit is one pattern or two, and each of them begins or ends the password. Of zxcvbn-core, which
/// is from 2017, slow and dependent on the culture, it takes the word lists and the keyboards.
/// </remarks>
internal sealed class GuessEstimate(WordList words)
{
    /// <summary>The number of guesses below which a password is refused; zxcvbn's score is 0 or 1 then.</summary>
    public const double Limit = 1e6;

    // No word, date, sequence or walk that people use is longer. It bounds the work for any input.
    private const int LongestPattern = 64, LongestRepeated = 2 * LongestPattern;

    // Of the parts of a password: an attacker does not know where one ends (zxcvbn's MIN_SUBMATCH_GUESSES).
    private const double LeastOfOneCharacter = 10, LeastOfSeveral = 50;

    private const double ForTwoPatterns = 1e4;

    /// <summary>The guesses for a password; some number from <see cref="Limit"/> on if it needs as many.</summary>
    /// <param name="password">The password.</param>
    /// <param name="context">Words that belong to the site and the member.</param>
    public double Guesses(string password, WordList context) => Guesses(password, context, new(StringComparer.Ordinal));

    private double Guesses(string password, WordList context, Dictionary<string, double> known)
    {
        if (known.TryGetValue(password, out var estimated))
        {
            return estimated;
        }

        var parts = new PartGuesses(password.Length);
        var text = new PasswordText(password);
        for (var length = 1; length <= Math.Min(password.Length, LongestPattern); length++)
        {
            parts.Head(length, OfPattern(text, 0, length, context));
            parts.Tail(length, OfPattern(text, password.Length - length, length, context));
        }

        BruteForce.Add(parts, password);
        KeyboardWalk.Add(parts, password);
        foreach (var repetition in Repetition.In(text.Lower).Where(r => r.Period <= LongestRepeated))
        {
            var once = Guesses(password.Substring(repetition.Start, repetition.Period), context, known);
            parts.Add(repetition.Start, repetition.Length, once * repetition.Times);
        }

        return known[password] = Math.Min(parts.Whole, OfTwo(parts));
    }

    private double OfPattern(PasswordText text, int start, int length, WordList context)
    {
        var lower = text.Lower.AsSpan(start, length);
        return Math.Min(
            Math.Min(words.Guesses(text, start, length), context.Guesses(text, start, length)),
            Math.Min(Sequence.Guesses(lower), CalendarDate.Guesses(lower)));
    }

    private static double OfTwo(PartGuesses parts)
    {
        var best = double.PositiveInfinity;
        for (var first = 1; first < parts.Length; first++)
        {
            var (head, tail) = parts.Split(first);
            best = Math.Min(best, (2 * AtLeast(head, first) * AtLeast(tail, parts.Length - first)) + ForTwoPatterns);
        }

        return best;
    }

    private static double AtLeast(double guesses, int length) => Math.Max(guesses, length == 1 ? LeastOfOneCharacter : LeastOfSeveral);
}
