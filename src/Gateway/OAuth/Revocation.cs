using Members.Emails;
using Members.Gateway.Access;
using Members.Gateway.Errors;
using Members.Gateway.Json;
using Members.OAuth;
using Members.Secrets;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Members.Gateway.OAuth;

/// <summary>
/// <c>POST /oauth2/revoke</c> (RFC 7009): ends the session that a client's token belongs to. A token that is not good needs no
/// ending, so that is a success too.
/// </summary>
internal static class Revocation
{
    public static async Task<Results<Ok<EmptyAnswer>, Problem>> Handle(HttpContext context, IGrainFactory grains, VisitorLimiter visitors, CancellationToken cancellationToken)
    {
        if (await Parameters.Read(context.Request, cancellationToken) is not { } sent)
        {
            return Parameters.Unreadable;
        }

        if (sent["token"] is not { } text)
        {
            return OAuthProblems.Missing("token");
        }

        if (!Ids.TryParse(sent["client_id"], out var client) || await grains.GetGrain<IOAuthClientsGrain>(LoginKey.DefaultSite).Find(client) is null)
        {
            return OAuthProblems.UnknownClient;
        }

        // Each one is told to every node, also of a session that has ended: made-up ones must not keep the nodes busy.
        if (visitors.Refuse(context) is { } wait)
        {
            return Problem.TooMany(wait);
        }

        if (OpaqueToken.TryParse(TokenPurpose.RefreshToken, text, out var token) || OpaqueToken.TryParse(TokenPurpose.AccessToken, text, out token))
        {
            await grains.GetGrain<IMemberTokensGrain>(token.Owner).Revoke(token, client);
        }

        return TypedResults.Ok(EmptyAnswer.Instance);
    }
}
