using System.Text;

namespace Members.Grains.Passwords;

/// <summary>The keys of password hashes: the configured peppers, and a fixed key for use without any.</summary>
internal sealed class PepperRing
{
    /// <summary>The id of the fixed key.</summary>
    public const string FixedId = "fixed";

    private static readonly byte[] FixedKey = Encoding.UTF8.GetBytes("members/password/v1: no pepper was given");
    private readonly Dictionary<string, byte[]> _keys = new(StringComparer.Ordinal) { [FixedId] = FixedKey };

    /// <param name="peppers">Secrets by id.</param>
    /// <param name="current">The id of the pepper for new hashes; null for the fixed key.</param>
    public PepperRing(IEnumerable<KeyValuePair<string, string>> peppers, string? current)
    {
        foreach (var (id, secret) in peppers)
        {
            _keys[id] = Encoding.UTF8.GetBytes(secret);
        }

        var use = current ?? FixedId;
        Current = (use, Find(use));
    }

    /// <summary>The key for new hashes.</summary>
    public (string Id, byte[] Key) Current { get; }

    /// <summary>Whether there is a key with the given id.</summary>
    public bool Has(string id) => _keys.ContainsKey(id);

    /// <summary>The key with the given id.</summary>
    /// <exception cref="InvalidOperationException">There is none; using another would only hide the fault (contract I13).</exception>
    public byte[] Find(string id) => _keys.TryGetValue(id, out var key)
        ? key
        : throw new InvalidOperationException($"The pepper '{id}' is needed but not configured (Members:Peppers:{id}).");
}
