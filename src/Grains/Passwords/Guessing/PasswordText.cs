namespace Members.Grains.Passwords.Guessing;

/// <summary>A password, and the texts that it may stand for. All have its length. No culture has a part in it.</summary>
internal sealed class PasswordText
{
    // The letters that people replace by other characters; zxcvbn's table. Two letters are possible for some.
    private const string Substitutes = "4@8({[<3690$5+%21!|7", First = "aabcccceggosstxziiit", Second = "aabcccceggosstxzlill";

    public PasswordText(string text)
    {
        Text = text;
        Lower = text.ToLowerInvariant();
        var backwards = Lower.ToCharArray();
        Array.Reverse(backwards);
        Backwards = new string(backwards);

        // Either letter of 1, ! and | with either letter of 7, if the password has them.
        InLetters = [.. new[] { ToLetters(First, First), ToLetters(First, Second), ToLetters(Second, First), ToLetters(Second, Second) }
            .Where(t => t != Lower).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>As typed.</summary>
    public string Text { get; }

    /// <summary>In lower case.</summary>
    public string Lower { get; }

    /// <summary>In lower case, from the last character to the first.</summary>
    public string Backwards { get; }

    /// <summary>In lower case, with letters for the characters that people write in their place; empty without any.</summary>
    public IReadOnlyList<string> InLetters { get; }

    /// <summary>How many spellings a part has in the same letters, as zxcvbn counts: two for capitals where people put them.</summary>
    public double Spellings(int start, int length)
    {
        var part = Text.AsSpan(start, length);
        var (upper, all) = (0, 0);
        foreach (var c in part)
        {
            upper += char.IsUpper(c) ? 1 : 0;
            all += char.IsLetter(c) ? 1 : 0;
        }

        return upper == 0 ? 1
            : upper == all || (upper == 1 && (char.IsUpper(part[0]) || char.IsUpper(part[^1]))) ? 2
            : WaysToChoose(all, Math.Min(upper, all - upper));
    }

    /// <summary>How many ways a part has of writing characters for letters: two for each such character.</summary>
    public double Substitutions(string letters, int start, int length)
    {
        var replaced = new HashSet<char>();
        for (var i = start; i < start + length; i++)
        {
            if (letters[i] != Lower[i])
            {
                replaced.Add(Lower[i]);
            }
        }

        return Math.Pow(2, replaced.Count);
    }

    // Up to so many of the letters.
    private static double WaysToChoose(int all, int most)
    {
        var (ways, sum) = (1.0, 0.0);
        for (var chosen = 1; chosen <= most; chosen++)
        {
            ways = ways * (all - chosen + 1) / chosen;
            sum += ways;
        }

        return sum;
    }

    private string ToLetters(string ofStrokes, string ofSeven) => new([.. Lower.Select(c =>
        Substitutes.IndexOf(c, StringComparison.Ordinal) is >= 0 and var at ? (c == '7' ? ofSeven : ofStrokes)[at] : c)]);
}
