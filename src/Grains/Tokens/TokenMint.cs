using System.Security.Cryptography;
using Members.Accounts;
using Members.Secrets;

namespace Members.Grains.Tokens;

/// <summary>Makes tokens out of the operating system's random numbers.</summary>
internal static class TokenMint
{
    /// <summary>A new token of a member or an API key.</summary>
    public static OpaqueToken New(TokenPurpose purpose, Guid owner) => New(purpose, owner, MemberId.New());

    /// <summary>A new token under an id that is there already: all tokens of an OAuth session have the session's.</summary>
    public static OpaqueToken New(TokenPurpose purpose, Guid owner, Guid id)
    {
        Span<byte> secret = stackalloc byte[32];
        RandomNumberGenerator.Fill(secret);
        return OpaqueToken.Create(purpose, owner, id, secret);
    }
}
