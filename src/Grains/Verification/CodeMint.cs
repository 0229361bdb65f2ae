using System.Security.Cryptography;
using System.Text;
using Members.Grains.Passwords;
using Members.Secrets;
using Microsoft.Extensions.Options;

namespace Members.Grains.Verification;

/// <summary>
/// Makes mailed codes and their digests. There are only 900,000 codes, so a plain digest would reveal the code: the pepper, which is not
/// in the database, goes into it.
/// </summary>
/// <param name="peppers">The keys.</param>
/// <param name="draw">A uniform random number from the first (inclusive) to the second (exclusive).</param>
internal sealed class CodeMint(PepperRing peppers, Func<int, int, int> draw)
{
    private const int Lowest = 100_000, Beyond = 1_000_000;

    /// <summary>Codes out of the operating system's random numbers.</summary>
    public CodeMint(IOptions<MembersOptions> options)
        : this(new PepperRing(options.Value.Peppers, options.Value.PepperInUse), RandomNumberGenerator.GetInt32)
    {
    }

    /// <summary>A new code.</summary>
    public EmailCode New() => EmailCode.Of(draw(Lowest, Beyond));

    /// <summary>The digest of a code, which is good for one verification of one member alone.</summary>
    public CodeDigest Digest(Guid member, Guid verification, EmailCode code)
    {
        var (id, key) = peppers.Current;
        return new CodeDigest(id, Convert.ToBase64String(Hash(key, member, verification, code)));
    }

    /// <summary>Whether a code is the one of a digest, in constant time.</summary>
    public bool Matches(CodeDigest digest, Guid member, Guid verification, EmailCode code) =>
        CryptographicOperations.FixedTimeEquals(
            Convert.FromBase64String(digest.Hash), Hash(peppers.Find(digest.Key), member, verification, code));

    private static byte[] Hash(byte[] key, Guid member, Guid verification, EmailCode code) =>
        HMACSHA256.HashData(key, Encoding.ASCII.GetBytes($"members/email-code\n{member:N}\n{verification:N}\n{code.Reveal()}"));
}
