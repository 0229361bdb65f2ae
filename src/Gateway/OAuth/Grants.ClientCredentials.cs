using Members.ApiKeys;
using Members.Gateway.Access;
using Members.Gateway.Errors;
using Members.Gateway.Json;
using Members.Outcomes;
using Members.Secrets;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Members.Gateway.OAuth;

/// <content>
/// <c>client_credentials</c>: a token that stands for an API key for some hours. The secret is the key; the id is the key's own,
/// or that of an OAuth client, as the Wix client has one id for an app. A cookie never counts here, nor a bearer token.
/// </content>
internal sealed partial class Grants
{
    /// <summary>Issues a token for an API key.</summary>
    public async Task<Results<Ok<TokenAnswer>, Problem>> IssueKeyToken(Parameters sent, HttpContext context)
    {
        var (id, secret) = BasicCredentials.Are(context.Request)
            ? BasicCredentials.Of(context.Request) ?? default
            : (sent["client_id"], sent["client_secret"]);

        // One way of authenticating at a time (RFC 6749, 2.3).
        if (BasicCredentials.Are(context.Request) && (sent["client_secret"] is not null || (sent["client_id"] ?? id) != id))
        {
            return Problem.Of(ApiError.InvalidRequest, "The client has shown two secrets or two ids. Show one.");
        }

        if (!Ids.TryParse(id, out var client)
            || secret is null
            || !ApiKeySecret.TryParse(secret, out var key)
            || (client != key.KeyId && await Clients.Find(client) is null)
            || await grains.GetGrain<IApiKeyGrain>(key.KeyId).IssueToken(key) is not { } issued)
        {
            return denials.Note(context, OAuthProblems.UnknownClient);
        }

        return TokenAnswer.Of(issued.Token, null, issued.ExpiresIn);
    }
}
