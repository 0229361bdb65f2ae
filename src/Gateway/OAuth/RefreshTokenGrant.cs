using Members.Clustering;
using Members.Gateway.Access;
using Members.Gateway.Errors;
using Members.OAuth;
using Members.Secrets;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Members.Gateway.OAuth;

/// <summary><c>refresh_token</c>: another access token, for a member or for a visitor.</summary>
internal static class RefreshTokenGrant
{
    public static async Task<Results<Ok<TokenAnswer>, Problem>> Handle(
        OAuthParameters sent, HttpContext context, IGrainFactory grains, TokenReader tokens, CallLimits limiter)
    {
        if (sent["refresh_token"] is not { } text)
        {
            return OAuthProblems.Missing("refresh_token");
        }

        if (await sent.FindClient(grains) is not { } client)
        {
            return OAuthProblems.UnknownClient;
        }

        if (tokens.TryRead(TokenPurpose.RefreshToken, text, out var token))
        {
            // Each refresh is a commit.
            if (limiter.RefuseMember(context, token.Owner) is { } wait)
            {
                return Problem.TooMany(wait);
            }

            var command = new RefreshTokens(token, client.Id, client.RotateRefreshTokens);
            return TokenAnswer.Of(await grains.GetGrain<IMemberTokensGrain>(token.Owner).Refresh(command));
        }

        // Nothing is known about a visitor but the client, so new visitor tokens serve as well.
        var visit = tokens.TryRead(TokenPurpose.VisitorRefresh, text, out token)
            ? await grains.OAuthClients().CheckVisitor(token)
            : null;
        return visit?.Client == client.Id ? await AnonymousGrant.Handle(sent, grains) : OAuthProblems.BadGrant;
    }
}
