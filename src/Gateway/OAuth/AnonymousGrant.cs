using Members.Clustering;
using Members.Gateway.Errors;
using Members.Gateway.Json;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Members.Gateway.OAuth;

/// <summary><c>anonymous</c>: tokens for a visitor of a client's pages.</summary>
internal static class AnonymousGrant
{
    public static async Task<Results<Ok<TokenAnswer>, Problem>> Handle(OAuthParameters sent, IGrainFactory grains) =>
        Ids.TryParse(sent["client_id"], out var client) && await grains.OAuthClients().WelcomeVisitor(client) is { } tokens
            ? TokenAnswer.Of(tokens.Access, tokens.Refresh, tokens.ExpiresIn)
            : OAuthProblems.UnknownClient;
}
