using System.Collections.Immutable;
using Members.Grains.Sessions;
using Members.Grains.Tokens;
using Members.Secrets;

namespace Members.Grains.OAuth;

/// <summary>What an OAuth session has beside what every session has. The digest of its refresh token is the session's own.</summary>
/// <param name="Client">The client whose session it is.</param>
/// <param name="Family">The digest of what all its refresh tokens share.</param>
/// <param name="Previous">The digest of the refresh token before this one; null while the first is good.</param>
/// <param name="Salt">What refresh tokens are made with out of the ones before them.</param>
/// <param name="Access">Its access tokens, oldest first.</param>
[GenerateSerializer, Immutable, Alias("members.OAuthSession")]
internal sealed record OAuthSession(Guid Client, TokenDigest Family, TokenDigest? Previous, TokenKey Salt, ImmutableArray<AccessRecord> Access);

/// <summary>Random things for a session that is about to open, all under the session's id.</summary>
internal sealed record FreshTokens(OpaqueToken Access, OpaqueToken Refresh, TokenKey Salt)
{
    /// <summary>Makes them.</summary>
    public static FreshTokens Mint(Guid member, Guid session) =>
        new(TokenMint.New(TokenPurpose.AccessToken, member, session), TokenMint.New(TokenPurpose.RefreshToken, member, session), TokenKey.New());
}

/// <summary>How long sessions and access tokens last.</summary>
/// <param name="Session">Of sessions.</param>
/// <param name="Access">How long an access token is good, if its session is.</param>
internal readonly record struct ClientTerms(SessionTerms Session, TimeSpan Access);
