using System.Text.Json.Serialization;
using Members.Gateway.Access;
using Members.Gateway.Errors;
using Members.OAuth;
using Members.Outcomes;
using Members.Secrets;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Members.Gateway.OAuth;

/// <summary>Issued tokens (RFC 6749, 5.1).</summary>
internal sealed record TokenAnswer(
    [property: JsonPropertyName("access_token")] string AccessToken,
    [property: JsonPropertyName("refresh_token")] string? RefreshToken,
    [property: JsonPropertyName("token_type")] string TokenType,
    [property: JsonPropertyName("expires_in")] long ExpiresIn,
    string? Scope)
{
    public static Ok<TokenAnswer> Of(OpaqueToken access, OpaqueToken? refresh, TimeSpan expiresIn, string? scope = null) =>
        TypedResults.Ok(new TokenAnswer(access.Reveal(), refresh?.Reveal(), "Bearer", (long)expiresIn.TotalSeconds, scope));

    /// <summary>What a member's grain issued or refused.</summary>
    public static Results<Ok<TokenAnswer>, Problem> Of(Outcome<IssuedTokens> outcome) => outcome.Succeeded
        ? Of(outcome.Value.Access, outcome.Value.Refresh, outcome.Value.ExpiresIn, "offline_access")
        : OAuthProblems.From(outcome.Refusal);
}

/// <summary><c>POST /oauth2/token</c>: passes the request to its grant.</summary>
internal static class TokenEndpoint
{
    public static async Task<Results<Ok<TokenAnswer>, Problem>> Handle(
        HttpContext context,
        IGrainFactory grains,
        TokenReader tokens,
        Callers callers,
        CallLimits limiter,
        AuthorizationAudit audit,
        CancellationToken cancellationToken)
    {
        if (await OAuthParameters.Read(context.Request, cancellationToken) is not { } sent)
        {
            return OAuthProblems.Unreadable;
        }

        return sent["grant_type"] switch
        {
            "anonymous" => await AnonymousGrant.Handle(sent, grains),
            "refresh_token" => await RefreshTokenGrant.Handle(sent, context, grains, tokens, limiter),
            "authorization_code" => await AuthorizationCodeGrant.Handle(sent, context, grains, tokens),
            "authorized_client" => await AuthorizedClientGrant.Handle(sent, context, grains, tokens, callers, audit),
            "client_credentials" => await ClientCredentialsGrant.Handle(sent, context, grains, tokens, callers, audit),
            null => OAuthProblems.Missing("grant_type"),
            _ => Problem.Of(
                ApiError.UnsupportedGrantType,
                "The grants are anonymous, refresh_token, authorization_code, authorized_client and client_credentials."),
        };
    }
}
