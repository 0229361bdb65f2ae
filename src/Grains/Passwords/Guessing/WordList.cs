namespace Members.Grains.Passwords.Guessing;

/// <summary>Words by rank: an attacker tries the first first. They are found in any letter case, backwards, and in l33t spelling.</summary>
internal sealed class WordList
{
    private const string Resources = "zxcvbn-core.Dictionaries.";

    // Common passwords, English, names, and what is said in films.
    private static readonly string[] Lists =
        ["passwords", "english", "female_names", "male_names", "surnames", "us_tv_and_film"];

    private readonly Dictionary<string, int> _ranks = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _lookup;
    private int _longest;

    private WordList() => _lookup = _ranks.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The lists of zxcvbn-core, and further words, the most common first.</summary>
    public static WordList BuiltIn(IEnumerable<string> others)
    {
        var list = Of(others);
        foreach (var name in Lists)
        {
            list.Add(Read(name));
        }

        return list;
    }

    /// <summary>Some words, the most likely first.</summary>
    public static WordList Of(IEnumerable<string> words)
    {
        var list = new WordList();
        list.Add(words);
        return list;
    }

    /// <summary>The guesses for a part of a password; infinity when it is none of the words.</summary>
    public double Guesses(PasswordText text, int start, int length)
    {
        if (length > _longest)
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

    private double Rank(string text, int start, int length) =>
        _lookup.TryGetValue(text.AsSpan(start, length), out var rank) ? rank : double.PositiveInfinity;

    // A word of several lists has the best of its ranks.
    private void Add(IEnumerable<string> words)
    {
        var rank = 0;
        foreach (var word in words)
        {
            var lower = word.ToLowerInvariant();
            rank++;
            _ranks[lower] = _ranks.TryGetValue(lower, out var other) ? Math.Min(other, rank) : rank;
            _longest = Math.Max(_longest, lower.Length);
        }
    }

    private static IEnumerable<string> Read(string list)
    {
        using var stream = typeof(Zxcvbn.Zxcvbn).Assembly.GetManifestResourceStream($"{Resources}{list}.lst")
            ?? throw new InvalidOperationException($"zxcvbn-core has no list '{list}' in this version.");
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            yield return line;
        }
    }
}
