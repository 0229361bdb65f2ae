using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Members.Secrets;

namespace Members.Grains.Passwords;

/// <summary>
/// bcrypt over base64(HMAC-SHA-384(key, password)). bcrypt alone stops silently at 72 bytes, which 18 emoji reach;
/// the 64 characters that go in here carry every character of the password (ASVS 5.0, 6.2.8). The key is the pepper,
/// which is kept outside the database, so that a leaked table alone cannot be searched (NIST SP 800-63B-4, 3.1.1.2);
/// without a pepper it is a fixed key, which still keeps the table's hashes from matching any other list.
/// </summary>
internal sealed class BcryptScheme(PepperRing peppers, int cost)
{
    /// <summary>The scheme's name in stored digests.</summary>
    public const string Name = "hmac-sha384-bcrypt";

    /// <summary>
    /// The name of plain bcrypt, as other software makes it (<c>$2a$</c>, <c>$2b$</c>, <c>$2y$</c>): it can be checked, as far
    /// as it goes, and is made anew at the first login.
    /// </summary>
    public const string ForeignName = "bcrypt";

    // The salt and hash of a well-formed bcrypt text that no password is known for.
    private const string Decoy = "M3mB3rsD3c0yS4ltM3mB3u3rX1kZ0dQe1o9J2mX7nV5cL8wT6yHqS";

    /// <summary>Hashes with the current cost and pepper.</summary>
    public PasswordDigest Hash(PlainPassword password)
    {
        var (id, key) = peppers.Current;
        return new PasswordDigest(Name, id, BCrypt.Net.BCrypt.HashPassword(Prepare(password, key), cost));
    }

    /// <summary>Whether the password is the digest's.</summary>
    /// <exception cref="InvalidOperationException">The digest needs a pepper that is not configured, or was made by an unknown scheme.</exception>
    public bool Verify(PlainPassword password, PasswordDigest digest)
    {
        var text = digest.Scheme switch
        {
            Name => Prepare(password, peppers.Find(digest.Key)),
            ForeignName => password.Reveal(),
            _ => throw new InvalidOperationException($"A stored password was hashed by the unknown scheme '{digest.Scheme}'."),
        };
        return BCrypt.Net.BCrypt.Verify(text, digest.Hash);
    }

    /// <summary>Does the work of <see cref="Verify"/> for nothing, so that "unknown" takes as long as "wrong".</summary>
    public void VerifyDecoy(PlainPassword password) => VerifyDecoy(password, cost);

    /// <summary>
    /// Does what is missing after a digest of a lower cost was found wrong, so that members from before the cost was raised
    /// are not told from strangers by their time: the costs from theirs up to the current one add up to just that.
    /// </summary>
    public void MakeUpFor(PlainPassword password, PasswordDigest digest)
    {
        foreach (var missing in MissingCosts(digest))
        {
            VerifyDecoy(password, missing);
        }
    }

    /// <summary>The costs of the decoys that make the work for a digest up to that of the current cost: each cost is twice the one before.</summary>
    public IEnumerable<int> MissingCosts(PasswordDigest digest) =>
        CostOf(digest) is var made and > 0 && made < cost ? Enumerable.Range(made, cost - made) : [];

    /// <summary>Whether a digest should be made anew, now that the password is known.</summary>
    public bool IsOutdated(PasswordDigest digest) =>
        digest.Scheme != Name || digest.Key != peppers.Current.Id || CostOf(digest) != cost;

    private static int CostOf(PasswordDigest digest) =>
        digest.Hash.Length > 6 && int.TryParse(digest.Hash.AsSpan(4, 2), NumberStyles.None, CultureInfo.InvariantCulture, out var made) ? made : 0;

    private void VerifyDecoy(PlainPassword password, int decoyCost) =>
        BCrypt.Net.BCrypt.Verify(Prepare(password, peppers.Current.Key), $"$2a${decoyCost:D2}${Decoy}");

    private static string Prepare(PlainPassword password, byte[] key) =>
        Convert.ToBase64String(HMACSHA384.HashData(key, Encoding.UTF8.GetBytes(password.Reveal())));
}
