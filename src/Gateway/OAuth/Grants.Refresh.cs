using Members.Gateway.Errors;
using Members.OAuth;
using Members.Secrets;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Members.Gateway.OAuth;

/// <content><c>refresh_token</c>: a further access token, of a member or of a visitor.</content>
internal sealed partial class Grants
{
    /// <summary>Refreshes.</summary>
    public async Task<Results<Ok<TokenAnswer>, Problem>> Refresh(Parameters sent)
    {
        if (sent["refresh_token"] is not { } text)
        {
            return OAuthProblems.Missing("refresh_token");
        }

        if (await FindClient(sent) is not { } client)
        {
            return OAuthProblems.UnknownClient;
        }

        if (OpaqueToken.TryParse(TokenPurpose.RefreshToken, text, out var token))
        {
            return Answer(await grains.GetGrain<IMemberTokensGrain>(token.Owner).Refresh(new RefreshTokens(token, client.Id, client.RotateRefreshTokens)));
        }

        // Nothing is known of a visitor but by which client they came: another visitor's tokens do as well.
        var visit = OpaqueToken.TryParse(TokenPurpose.VisitorRefresh, text, out token) ? await Clients.CheckVisitor(token) : null;
        return visit?.Client == client.Id ? await Welcome(sent) : OAuthProblems.BadGrant;
    }
}
