using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Members.Secrets;

namespace Members.Grains.Passwords;

/// <summary>
/// bcrypt over base64(HMAC-SHA-384(key, password)). bcrypt alone silently ignores everything after 72 bytes, which 18 emoji
/// fill; the 64 characters passed to it here depend on every character of the password (ASVS 5.0, 6.2.8). The key is the
/// pepper, which is kept outside the database, so that a leaked table alone cannot be cracked (NIST SP 800-63B-4, 3.1.1.2).
/// Without a pepper it is a fixed key, which still keeps the hashes from matching those of any other list.
/// </summary>
internal sealed class BcryptScheme(PepperRing peppers, int cost)
{
    /// <summary>The name of the scheme in stored digests.</summary>
    public const string Name = "hmac-sha384-bcrypt";

    /// <summary>
    /// The name of plain bcrypt as made by other software (<see cref="Foreign.Bcrypt"/>). Such a hash is checked with bcrypt's limit, and
    /// renewed at the first login.
    /// </summary>
    public const string ForeignName = "bcrypt";

    // The salt and hash of a well-formed bcrypt text that matches no known password.
    private const string Decoy = "M3mB3rsD3c0yS4ltM3mB3u3rX1kZ0dQe1o9J2mX7nV5cL8wT6yHqS";

    /// <summary>Hashes with the current cost and pepper.</summary>
    public PasswordDigest Hash(PlainPassword password) => Hash(password.Reveal(), Name);

    /// <summary>Hashes a text with the current cost and pepper, under the name of another scheme.</summary>
    public PasswordDigest Hash(string text, string scheme)
    {
        var (id, key) = peppers.Current;
        return new PasswordDigest(scheme, id, BCrypt.Net.BCrypt.HashPassword(Prepare(text, key), cost));
    }

    /// <summary>Whether the password matches the digest.</summary>
    /// <exception cref="InvalidOperationException">The digest's pepper is not configured, or its scheme is another.</exception>
    public bool Verify(PlainPassword password, PasswordDigest digest) => digest.Scheme == Name
        ? Verify(password.Reveal(), digest.Key, digest.Hash)
        : throw new InvalidOperationException($"A stored password was hashed by the unknown scheme '{digest.Scheme}'.");

    /// <summary>Whether a text is the one of which a bcrypt text was made with a key.</summary>
    /// <exception cref="InvalidOperationException">The pepper is not configured.</exception>
    public bool Verify(string text, string key, string bcrypt) => BCrypt.Net.BCrypt.Verify(Prepare(text, peppers.Find(key)), bcrypt);

    /// <summary>
    /// Does the work of <see cref="Verify(PlainPassword, PasswordDigest)"/> without a digest, so that an unknown member takes as long as
    /// a wrong password.
    /// </summary>
    public void VerifyDecoy(PlainPassword password) => VerifyDecoy(password, cost);

    /// <summary>
    /// Makes up for the lower cost of a digest that did not match, so that the time of the answer does not tell the members from
    /// before the cost was raised. Decoys of the digest's cost up to the current one add up to the missing work.
    /// </summary>
    public void MakeUpFor(PlainPassword password, PasswordDigest digest)
    {
        foreach (var missing in MissingCosts(digest))
        {
            VerifyDecoy(password, missing);
        }
    }

    /// <summary>The costs of the decoys that add up to the missing work: each cost is twice the work of the one before.</summary>
    public IEnumerable<int> MissingCosts(PasswordDigest digest) =>
        CostOf(digest) is var own and > 0 && own < cost ? Enumerable.Range(own, cost - own) : [];

    /// <summary>Whether a digest costs more to check than one that is made now.</summary>
    public bool IsDearer(PasswordDigest digest) => CostOf(digest) > cost;

    /// <summary>Whether a digest was made with other settings and should be renewed.</summary>
    public bool IsOutdated(PasswordDigest digest) =>
        digest.Scheme != Name || digest.Key != peppers.Current.Id || CostOf(digest) != cost;

    private static int CostOf(PasswordDigest digest) =>
        digest.Hash.Length > 6 && digest.Hash.StartsWith("$2", StringComparison.Ordinal)
        && int.TryParse(digest.Hash.AsSpan(4, 2), NumberStyles.None, CultureInfo.InvariantCulture, out var cost)
            ? cost
            : 0;

    private void VerifyDecoy(PlainPassword password, int decoyCost) =>
        BCrypt.Net.BCrypt.Verify(Prepare(password.Reveal(), peppers.Current.Key), $"$2a${decoyCost:D2}${Decoy}");

    private static string Prepare(string text, byte[] key) =>
        Convert.ToBase64String(HMACSHA384.HashData(key, Encoding.UTF8.GetBytes(text)));
}
