using System.Collections.Immutable;
using Members.Grains.Tokens;

namespace Members.Grains.Sessions;

/// <summary>What an OAuth session has beside what every session has. The digest of its refresh token is the session's own.</summary>
/// <param name="Client">The client whose session it is.</param>
/// <param name="Family">The digest of what all its refresh tokens share.</param>
/// <param name="Previous">The digest of the refresh token before this one; null while the first is good.</param>
/// <param name="Salt">What the next refresh token is derived with.</param>
/// <param name="Access">Its access tokens, oldest first.</param>
[GenerateSerializer, Immutable, Alias("members.OAuthSession")]
internal sealed record OAuthSession(
    Guid Client, TokenDigest Family, TokenDigest? Previous, TokenKey Salt, ImmutableArray<AccessRecord> Access)
    : Extensible;
