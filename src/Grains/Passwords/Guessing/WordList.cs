namespace Members.Grains.Passwords.Guessing;

/// <summary>Words by rank: an attacker tries the first first. They are found in any letter case, backwards, and in l33t spelling.</summary>
internal sealed class WordList
{
    private const string Resources = "zxcvbn-core.Dictionaries.";

    // Common passwords, English, names, and what is said in films.
    private static readonly string[] Lists =
        ["passwords", "english", "female_names", "male_names", "surnames", "us_tv_and_film"];

    // About as many as they hold together.
    private const int BuiltInWords = 95_000;

    private readonly WordRanks _ranks;

    private WordList(int expected) => _ranks = new WordRanks(expected);

    /// <summary>The lists of zxcvbn-core, and further words, the most common first.</summary>
    public static WordList BuiltIn(IEnumerable<string> others)
    {
        var list = new WordList(BuiltInWords);
        list.Add(others);
        foreach (var name in Lists)
        {
            list.Read(name);
        }

        return list;
    }

    /// <summary>Some words, the most likely first.</summary>
    public static WordList Of(IEnumerable<string> words)
    {
        var list = new WordList(0);
        list.Add(words);
        return list;
    }

    /// <summary>The guesses for a part of a password; infinity when it is none of the words.</summary>
    public double Guesses(PasswordText text, int start, int length)
    {
        if (length > _ranks.Longest)
        {
            return double.PositiveInfinity;
        }

        var best = Math.Min(Rank(text.Lower, start, length), 2 * Rank(text.Backwards, text.Lower.Length - start - length, length));
        foreach (var letters in text.InLetters)
        {
            if (Rank(letters, start, length) is < double.PositiveInfinity and var rank)
            {
                best = Math.Min(best, rank * text.Substitutions(letters, start, length));
            }
        }

        return double.IsFinite(best) ? best * text.Spellings(start, length) : best;
    }

    private double Rank(string text, int start, int length) => _ranks[text.AsSpan(start, length)] ?? double.PositiveInfinity;

    // A word of several lists has the best of its ranks.
    private void Add(IEnumerable<string> words)
    {
        var rank = 0;
        foreach (var word in words)
        {
            _ranks.Add(word.ToLowerInvariant(), ++rank);
        }
    }

    // Without a string for each word.
    private void Read(string name)
    {
        using var stream = typeof(Zxcvbn.Zxcvbn).Assembly.GetManifestResourceStream($"{Resources}{name}.lst")
            ?? throw new InvalidOperationException($"zxcvbn-core has no list '{name}' in this version.");
        using var reader = new StreamReader(stream);
        var rest = reader.ReadToEnd().ToLowerInvariant().AsSpan();
        for (var rank = 1; !rest.IsEmpty; rank++)
        {
            var end = rest.IndexOf('\n');
            _ranks.Add((end < 0 ? rest : rest[..end]).TrimEnd('\r'), rank);
            rest = end < 0 ? [] : rest[(end + 1)..];
        }
    }
}
