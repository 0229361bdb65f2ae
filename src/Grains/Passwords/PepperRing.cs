using System.Text;

namespace Members.Grains.Passwords;

/// <summary>The keys that go into password hashes: those the operator gave, and the fixed one that stands in for none.</summary>
internal sealed class PepperRing
{
    /// <summary>The id of the fixed key.</summary>
    public const string FixedId = "fixed";

    private static readonly byte[] FixedKey = Encoding.UTF8.GetBytes("members/password/v1: no pepper was given");
    private readonly Dictionary<string, byte[]> _keys = new(StringComparer.Ordinal) { [FixedId] = FixedKey };

    /// <summary>A ring.</summary>
    /// <param name="peppers">Secrets by id.</param>
    /// <param name="current">The id to hash with from now on; null for the fixed key.</param>
    public PepperRing(IEnumerable<KeyValuePair<string, string>> peppers, string? current)
    {
        foreach (var (id, secret) in peppers)
        {
            _keys[id] = Encoding.UTF8.GetBytes(secret);
        }

        var use = current ?? FixedId;
        Current = (use, Find(use));
    }

    /// <summary>The key that new hashes are made with.</summary>
    public (string Id, byte[] Key) Current { get; }

    /// <summary>A key by id.</summary>
    /// <exception cref="InvalidOperationException">There is no such key: guessing one would only hide the fault (contract I13).</exception>
    public byte[] Find(string id) =>
        _keys.TryGetValue(id, out var key) ? key : throw new InvalidOperationException($"The pepper '{id}' is needed but not configured (Members:Peppers:{id}).");
}
