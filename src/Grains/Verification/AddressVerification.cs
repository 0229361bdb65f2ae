using System.Collections.Immutable;
using Members.Grains.Tokens;

namespace Members.Grains.Verification;

/// <summary>What a verification is for. A code of one is never accepted for the other.</summary>
[Alias("members.VerificationUse")]
internal enum VerificationUse
{
    /// <summary>A registration that waits for its code.</summary>
    Registration = 0,

    /// <summary>A change of the login address.</summary>
    Change = 1,
}

/// <summary>The verification of an address by a mailed code: pending, or used a short while ago.</summary>
/// <param name="Use">What it is for.</param>
/// <param name="Id">The id of its token.</param>
/// <param name="Digest">The digest of its token.</param>
/// <param name="Address">The address as typed: where the code goes.</param>
/// <param name="Code">The digest of the newest code.</param>
/// <param name="TriesLeft">How many codes may still be tried.</param>
/// <param name="ExpiresAt">From this moment on it is no longer good.</param>
/// <param name="RevokeSessions">Whether the sessions end with the change.</param>
/// <param name="UsedAt">
/// When the right code was entered. It is kept for a while, so that a call whose answer was lost can be repeated (contract I12).
/// </param>
/// <param name="EarlierCodes">
/// The digests of earlier codes that are good as well: those of attempts at a mail that may have arrived.
/// </param>
[GenerateSerializer, Immutable, Alias("members.AddressVerification")]
internal sealed record AddressVerification(
    VerificationUse Use,
    Guid Id,
    TokenDigest Digest,
    string Address,
    CodeDigest Code,
    int TriesLeft,
    DateTimeOffset ExpiresAt,
    bool RevokeSessions = false,
    DateTimeOffset? UsedAt = null,
    ImmutableArray<CodeDigest>? EarlierCodes = null) : Extensible
{
    /// <summary>The digests of all codes that are good.</summary>
    public IEnumerable<CodeDigest> Codes() => [Code, .. EarlierCodes ?? []];

    /// <summary>Neither the address nor the digests.</summary>
    public override string ToString() => $"AddressVerification({Use}, {Id:N})";
}

/// <summary>A mailed code as stored: which key went into its digest, and the digest.</summary>
/// <param name="Key">The id of the pepper.</param>
/// <param name="Hash">HMAC-SHA256 as base64.</param>
[GenerateSerializer, Immutable, Alias("members.CodeDigest")]
internal sealed record CodeDigest(string Key, string Hash) : Extensible
{
    /// <summary>Never the digest: whoever has the pepper too can try out six digits.</summary>
    public override string ToString() => $"CodeDigest({Key})";
}
