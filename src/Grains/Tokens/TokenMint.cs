using System.Security.Cryptography;
using Members.Accounts;
using Members.Secrets;

namespace Members.Grains.Tokens;

/// <summary>Makes tokens out of the operating system's random numbers.</summary>
internal sealed class TokenMint
{
    private TokenTags? _tags;

    /// <summary>How tokens are tagged. Set once, before the silo has grains.</summary>
    public TokenTags Tags
    {
        get => _tags ?? throw new InvalidOperationException("Tokens are made before the key of their tags was read.");
        set => _tags = value;
    }

    /// <summary>A new token of a member or an API key.</summary>
    public OpaqueToken New(TokenPurpose purpose, Guid owner) => New(purpose, owner, MemberId.New());

    /// <summary>
    /// A new token under an id that is there already: all tokens of an OAuth session have the session's, and those of the mails about one
    /// change of an address have the first's.
    /// </summary>
    public OpaqueToken New(TokenPurpose purpose, Guid owner, Guid id)
    {
        // A program that makes links out of plain text leaves a sign at the end out of the link. One draw in 32 ends in one.
        OpaqueToken token;
        do
        {
            token = Draw(purpose, owner, id);
        }
        while (!char.IsAsciiLetterOrDigit(token.Reveal()[^1]));
        return token;
    }

    private OpaqueToken Draw(TokenPurpose purpose, Guid owner, Guid id)
    {
        Span<byte> secret = stackalloc byte[32];
        RandomNumberGenerator.Fill(secret);
        Tags.Key.Tag(purpose, owner, id, secret);
        return OpaqueToken.Create(purpose, owner, id, secret);
    }
}
