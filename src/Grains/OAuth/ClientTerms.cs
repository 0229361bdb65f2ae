using Members.Grains.Accounts;
using Members.Grains.Sessions;
using Members.Grains.Tokens;
using Members.Secrets;

namespace Members.Grains.OAuth;

/// <summary>How long sessions with OAuth clients and their access tokens last.</summary>
/// <param name="Session">Of sessions.</param>
/// <param name="Access">How long an access token is good, if its session is.</param>
internal readonly record struct ClientTerms(SessionTerms Session, TimeSpan Access)
{
    public static ClientTerms Of(MembersOptions options) => new(SessionTerms.Of(options), options.AccessTokenLifetime);
}

/// <summary>The random parts of a session that is about to open, all under the session's id.</summary>
internal sealed record FreshTokens(OpaqueToken Access, OpaqueToken Refresh, TokenKey Salt)
{
    public static FreshTokens Mint(MemberContext member, Guid session) => new(
        member.NewToken(TokenPurpose.AccessToken, session),
        member.NewToken(TokenPurpose.RefreshToken, session),
        TokenKey.New());
}
