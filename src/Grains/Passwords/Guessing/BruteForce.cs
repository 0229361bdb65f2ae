namespace Members.Grains.Passwords.Guessing;

/// <summary>Trying all texts of a length.</summary>
internal static class BruteForce
{
    // Ten is zxcvbn's number: people's choices are far from even. Beyond ASCII, an emoji, of two units, is one of 3,600.
    private const double OfAscii = 10, OfOthers = 60;

    /// <summary>Adds the parts that are found so in fewer guesses than matter.</summary>
    public static void Add(PartGuesses parts, string password)
    {
        var (head, tail) = (1.0, 1.0);
        for (var length = 1; length <= password.Length && Math.Min(head, tail) < GuessEstimate.Limit; length++)
        {
            parts.Head(length, head *= Of(password[length - 1]));
            parts.Tail(length, tail *= Of(password[^length]));
        }
    }

    private static double Of(char unit) => char.IsAscii(unit) ? OfAscii : OfOthers;
}
