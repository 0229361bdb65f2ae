namespace Members.Tests.Cluster.Linearizability;

/// <summary>A set of operations by their numbers, equal to another by content.</summary>
internal sealed class OperationSet : IEquatable<OperationSet>
{
    private readonly ulong[] _words;

    public OperationSet(int capacity) => _words = new ulong[(capacity + 63) / 64];

    private OperationSet(ulong[] words) => _words = words;

    public bool Contains(int number) => (_words[number >> 6] & (1UL << number)) != 0;

    public void Add(int number) => _words[number >> 6] |= 1UL << number;

    public void Remove(int number) => _words[number >> 6] &= ~(1UL << number);

    public OperationSet Copy() => new([.. _words]);

    public bool IsSubsetOf(OperationSet other)
    {
        for (var i = 0; i < _words.Length; i++)
        {
            if ((_words[i] & ~other._words[i]) != 0)
            {
                return false;
            }
        }

        return true;
    }

    public bool Equals(OperationSet? other) => other is not null && _words.AsSpan().SequenceEqual(other._words);

    public override bool Equals(object? obj) => Equals(obj as OperationSet);

    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (var word in _words)
        {
            hash.Add(word);
        }

        return hash.ToHashCode();
    }
}
