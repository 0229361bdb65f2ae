using System.Text.Json.Serialization;
using Members.Gateway.Errors;
using Members.Outcomes;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Members.Gateway.OAuth;

/// <summary>Tokens that were issued (RFC 6749, 5.1).</summary>
internal sealed record TokenAnswer(
    [property: JsonPropertyName("access_token")] string AccessToken,
    [property: JsonPropertyName("refresh_token")] string? RefreshToken,
    [property: JsonPropertyName("token_type")] string TokenType,
    [property: JsonPropertyName("expires_in")] long ExpiresIn,
    string? Scope)
{
    /// <summary>An answer of bearer tokens.</summary>
    public static Ok<TokenAnswer> Of(Secrets.OpaqueToken access, Secrets.OpaqueToken? refresh, TimeSpan expiresIn, string? scope = null) =>
        TypedResults.Ok(new TokenAnswer(access.Reveal(), refresh?.Reveal(), "Bearer", (long)expiresIn.TotalSeconds, scope));
}

/// <summary><c>POST /oauth2/token</c>: reads the request and gives it to its grant.</summary>
internal static class TokenEndpoint
{
    public static async Task<Results<Ok<TokenAnswer>, Problem>> Handle(HttpContext context, Grants grants, CancellationToken cancellationToken)
    {
        if (await Parameters.Read(context.Request, cancellationToken) is not { } sent)
        {
            return Parameters.Unreadable;
        }

        return sent["grant_type"] switch
        {
            "anonymous" => await grants.Welcome(sent),
            "refresh_token" => await grants.Refresh(sent),
            "authorization_code" => await grants.Redeem(sent, context),
            "authorized_client" => await grants.OpenFor(sent, context),
            "client_credentials" => await grants.IssueKeyToken(sent, context),
            null => OAuthProblems.Missing("grant_type"),
            _ => Problem.Of(ApiError.UnsupportedGrantType, "The grants are anonymous, refresh_token, authorization_code, authorized_client and client_credentials."),
        };
    }
}
