namespace Members.Grains.Passwords.Guessing;

/// <summary>
/// Words and their ranks, in one text and a table of open addresses. With a string and a dictionary's entry for each of the common
/// words, an idle process needed 10 MB more.
/// </summary>
/// <param name="expected">About how many words it will hold; it grows beyond.</param>
internal sealed class WordRanks(int expected = 0)
{
    // Of the table, the share that is in use at most.
    private const double Full = 0.75;
    private const int Smallest = 16;

    private char[] _text = new char[expected * 8];
    private Slot[] _slots = new Slot[TableFor(expected)];
    private int _end, _count;

    /// <summary>The characters of the longest word.</summary>
    public int Longest { get; private set; }

    /// <summary>The rank of a word, from 1; null when it is none of them.</summary>
    public int? this[ReadOnlySpan<char> word] => _slots[Find(word)].Rank is > 0 and var rank ? rank : null;

    /// <summary>Adds a word. One that is there already has the better of the two ranks.</summary>
    public void Add(ReadOnlySpan<char> word, int rank)
    {
        var at = Find(word);
        if (_slots[at].Rank > 0)
        {
            _slots[at].Rank = Math.Min(_slots[at].Rank, rank);
            return;
        }

        if (_end + word.Length > _text.Length)
        {
            Array.Resize(ref _text, Math.Max(2 * _text.Length, _end + word.Length));
        }

        word.CopyTo(_text.AsSpan(_end));
        _slots[at] = new Slot(_end, word.Length, rank);
        _end += word.Length;
        Longest = Math.Max(Longest, word.Length);
        if (++_count > _slots.Length * Full)
        {
            Grow();
        }
    }

    private static int TableFor(int words) => (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Max(Smallest, words / Full));

    // Where the word is, or the free place for it. There always is one.
    private int Find(ReadOnlySpan<char> word)
    {
        var at = string.GetHashCode(word) & (_slots.Length - 1);
        while (_slots[at].Rank > 0 && !word.Equals(TextOf(_slots[at]), StringComparison.Ordinal))
        {
            at = (at + 1) & (_slots.Length - 1);
        }

        return at;
    }

    private ReadOnlySpan<char> TextOf(Slot slot) => _text.AsSpan(slot.Start, slot.Length);

    private void Grow()
    {
        var old = _slots;
        _slots = new Slot[2 * old.Length];
        foreach (var slot in old.Where(s => s.Rank > 0))
        {
            _slots[Find(TextOf(slot))] = slot;
        }
    }

    private record struct Slot(int Start, int Length, int Rank);
}
