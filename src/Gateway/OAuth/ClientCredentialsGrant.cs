using Members.Clustering;
using Members.Gateway.Access;
using Members.Gateway.Errors;
using Members.Gateway.Json;
using Members.Outcomes;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Members.Gateway.OAuth;

/// <summary>
/// <c>client_credentials</c>: a token that stands for an API key for some hours. The secret is the key. The id is the key's own or an
/// OAuth client's, as the Wix client has one id for an app. Cookies and bearer tokens do not count.
/// </summary>
internal static class ClientCredentialsGrant
{
    public static async Task<Results<Ok<TokenAnswer>, Problem>> Handle(
        OAuthParameters sent, HttpContext context, IGrainFactory grains, TokenReader tokens, Callers callers, AuthorizationAudit audit)
    {
        var isBasic = BasicCredentials.Are(context.Request);
        var (id, secret) = isBasic ? BasicCredentials.Of(context.Request) ?? default : (sent["client_id"], sent["client_secret"]);

        // Clients may use one authentication method at a time (RFC 6749, 2.3).
        if (isBasic && (sent["client_secret"] is not null || (sent["client_id"] ?? id) != id))
        {
            return Problem.Of(ApiError.InvalidRequest, "The client has shown two secrets or two ids. Show one.");
        }

        if (!Ids.TryParse(id, out var client)
            || secret is null
            || !tokens.TryReadKey(secret, out var key)
            || (client != key.KeyId && await grains.OAuthClients().Find(client) is null)
            || await callers.IssueToken(context, new Credentials { Key = key }) is not { } issued)
        {
            return audit.Denied(context, OAuthProblems.UnknownClient);
        }

        return TokenAnswer.Of(issued.Token, null, issued.ExpiresIn);
    }
}
