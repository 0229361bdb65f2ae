using Members.Gateway.Access;
using Members.Gateway.Errors;
using Members.Gateway.Json;
using Members.OAuth;
using Members.Secrets;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Members.Gateway.OAuth;

/// <summary>
/// <c>POST /oauth2/revoke</c> (RFC 7009): ends the session that a client's token belongs to. For an invalid token there is nothing
/// to do, which is a success too.
/// </summary>
internal static class RevocationEndpoint
{
    public static async Task<Results<Ok<EmptyAnswer>, Problem>> Handle(
        HttpContext context, IGrainFactory grains, TokenReader tokens, CancellationToken cancellationToken)
    {
        if (await OAuthParameters.Read(context.Request, cancellationToken) is not { } sent)
        {
            return OAuthProblems.Unreadable;
        }

        if (sent["token"] is not { } text)
        {
            return OAuthProblems.Missing("token");
        }

        if (await sent.FindClient(grains) is not { } client)
        {
            return OAuthProblems.UnknownClient;
        }

        if (tokens.TryRead(TokenPurpose.RefreshToken, text, out var token)
            || tokens.TryRead(TokenPurpose.AccessToken, text, out token))
        {
            await grains.GetGrain<IMemberTokensGrain>(token.Owner).Revoke(token, client.Id);
        }

        return TypedResults.Ok(EmptyAnswer.Instance);
    }
}
