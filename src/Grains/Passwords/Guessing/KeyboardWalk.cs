using Zxcvbn.Matcher;

namespace Members.Grains.Passwords.Guessing;

/// <summary>Neighbouring keys one after the other, such as <c>asdfghjk</c>, found by zxcvbn-core on a keyboard and a number pad.</summary>
internal static class KeyboardWalk
{
    // A longer walk has more turns than anybody remembers; the library's time grows with the cube of it.
    private const int Longest = 32;

    private static readonly SpatialMatcher Keyboards = new();

    /// <summary>Adds the walks that begin or end a password.</summary>
    public static void Add(PartGuesses parts, string password)
    {
        if (password.Length > 2 * Longest)
        {
            return;
        }

        Add(parts, password[..Math.Min(password.Length, Longest)], 0);
        if (password.Length > Longest)
        {
            Add(parts, password[^Longest..], password.Length - Longest);
        }
    }

    private static void Add(PartGuesses parts, string section, int start)
    {
        foreach (var walk in Keyboards.MatchPassword(section))
        {
            parts.Add(start + walk.i, walk.j - walk.i + 1, Math.Pow(2, walk.Entropy));
        }
    }
}
