using Members.Gateway.Errors;
using Members.Gateway.Json;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Members.Gateway.OAuth;

/// <content><c>anonymous</c>: tokens for a visitor whom a client sends.</content>
internal sealed partial class Grants
{
    /// <summary>Welcomes a visitor.</summary>
    public async Task<Results<Ok<TokenAnswer>, Problem>> Welcome(Parameters sent) =>
        Ids.TryParse(sent["client_id"], out var client) && await Clients.WelcomeVisitor(client) is { } tokens
            ? TokenAnswer.Of(tokens.Access, tokens.Refresh, tokens.ExpiresIn)
            : OAuthProblems.UnknownClient;
}
