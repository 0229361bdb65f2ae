using Members.Grains.Passwords;
using Members.Grains.Tokens;

namespace Members.Grains.Verification;

/// <summary>What a verification is for. A code of one is never accepted for the other.</summary>
[Alias("members.VerificationUse")]
internal enum VerificationUse
{
    /// <summary>A registration that waits for its code.</summary>
    Registration,

    /// <summary>A change of the login address.</summary>
    Change,
}

/// <summary>That somebody reads an address's mail, while it is being shown and for a while after.</summary>
/// <param name="Use">What it is for.</param>
/// <param name="Id">The id of its token.</param>
/// <param name="Digest">The digest of its token.</param>
/// <param name="Address">The address as typed: where the code goes.</param>
/// <param name="Code">The digest of the newest code.</param>
/// <param name="TriesLeft">How many codes may still be tried.</param>
/// <param name="ExpiresAt">From this moment on it is no longer good.</param>
/// <param name="RevokeSessions">Whether the sessions end with the change.</param>
/// <param name="UsedAt">When the right code was entered. It is kept so that a lost answer can be asked for again (contract I12).</param>
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
    DateTimeOffset? UsedAt = null)
{
    /// <summary>Neither the address nor the digests.</summary>
    public override string ToString() => $"AddressVerification({Use}, {Id:N})";
}

/// <summary>A mailed code as stored: which key went into its digest, and the digest.</summary>
/// <param name="Key">The id of the pepper.</param>
/// <param name="Hash">HMAC-SHA256 as base64.</param>
[GenerateSerializer, Immutable, Alias("members.CodeDigest")]
internal sealed record CodeDigest(string Key, string Hash)
{
    /// <summary>Never the digest: six digits are soon tried out by who has the pepper too.</summary>
    public override string ToString() => $"CodeDigest({Key})";
}

/// <summary>What a registration said that waits for its code. It is no member and holds no address.</summary>
/// <param name="Password">The password, hashed once.</param>
/// <param name="Contact">What was told.</param>
/// <param name="Privacy">Who may see the profile.</param>
/// <param name="Since">When it was asked for.</param>
[GenerateSerializer, Immutable, Alias("members.Signup")]
internal sealed record Signup(PasswordDigest Password, Members.Accounts.ContactInfo Contact, Members.Accounts.ProfilePrivacy Privacy, DateTimeOffset Since);

/// <summary>An address that the member left by a verified change. Nobody else gets it, and its mail can undo the change, until a time.</summary>
/// <param name="Login">The address, with the operation by which it is set aside.</param>
/// <param name="Until">When it becomes free.</param>
/// <param name="Undo">The id of the token that undoes the change; another one when the notice had to be sent again.</param>
/// <param name="Notice">The mail that carries the token.</param>
[GenerateSerializer, Immutable, Alias("members.AddressSetAside")]
internal sealed record AddressSetAside(Members.Grains.Accounts.LoginName Login, DateTimeOffset Until, Guid Undo, Guid Notice);
