using System.ComponentModel.DataAnnotations;
using Members.ApiKeys;
using Members.Emails;
using Members.Gateway.Access;
using Members.Gateway.Edge;
using Members.Gateway.Errors;
using Members.Gateway.Hosting;
using Members.Gateway.Json;
using Members.OAuth;
using Members.Outcomes;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Members.Gateway.OAuth;

/// <summary>The body of making an OAuth client.</summary>
internal sealed record CreateOAuthClientRequest(
    [property: Required] string? Name,
    IReadOnlyList<string?>? RedirectUris,
    IReadOnlyList<string?>? Origins,
    IReadOnlyList<string?>? PostLogoutRedirectUris,
    bool RotateRefreshTokens = false,
    bool DirectLogin = true);

/// <summary>An OAuth client. There is no secret: what proves a login is PKCE.</summary>
internal sealed record OAuthClientBody(
    Guid Id,
    string Name,
    IReadOnlyList<string> RedirectUris,
    IReadOnlyList<string> Origins,
    IReadOnlyList<string> PostLogoutRedirectUris,
    bool RotateRefreshTokens,
    bool DirectLogin,
    DateTimeOffset CreatedAt);

/// <summary>An OAuth client that was made.</summary>
internal sealed record OAuthClientAnswer(OAuthClientBody OauthClient);

/// <summary>All OAuth clients.</summary>
internal sealed record OAuthClientsAnswer(IReadOnlyList<OAuthClientBody> OauthClients);

/// <summary>Listing, making and removing OAuth clients.</summary>
internal static class ClientEndpoints
{
    public static void MapOAuthClients(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/oauth-clients").WithTags("OAuth clients").RequireScope(Scopes.SettingsManage);
        group.MapGet("", List).Describe("listOAuthClients", "All OAuth clients.");
        group.MapPost("", Create).Describe("createOAuthClient", "Makes an OAuth client: an app whose members log in here.", ApiError.ValidationFailed);
        group.MapDelete("/{id}", Delete).Describe("deleteOAuthClient", "Removes an OAuth client; its visitors' tokens are dead.", ApiError.NotFound);
    }

    private static async Task<Ok<OAuthClientsAnswer>> List(IGrainFactory grains)
    {
        var list = await Site(grains).List();
        return TypedResults.Ok(new OAuthClientsAnswer([.. list.Clients.Select(Body)]));
    }

    private static async Task<Results<Ok<OAuthClientAnswer>, Problem>> Create(CreateOAuthClientRequest request, IGrainFactory grains, ClientOrigins origins)
    {
        var command = new CreateOAuthClient(
            request.Name ?? "", Texts(request.RedirectUris), Texts(request.Origins), Texts(request.PostLogoutRedirectUris), request.RotateRefreshTokens, request.DirectLogin);
        var outcome = await Site(grains).Create(command);
        origins.Forget();
        return outcome.Succeeded ? TypedResults.Ok(new OAuthClientAnswer(Body(outcome.Value))) : Problem.From(outcome.Refusal);
    }

    private static async Task<Results<Ok<EmptyAnswer>, Problem>> Delete(string id, IGrainFactory grains, ClientOrigins origins)
    {
        var deleted = Ids.TryParse(id, out var client) && await Site(grains).Delete(client);
        origins.Forget();
        return deleted ? TypedResults.Ok(EmptyAnswer.Instance) : Problem.Of(ApiError.NotFound, "There is no OAuth client with this id.");
    }

    private static System.Collections.Immutable.ImmutableArray<string> Texts(IReadOnlyList<string?>? texts) => [.. (texts ?? []).Select(t => t ?? "")];

    private static OAuthClientBody Body(OAuthClient c) =>
        new(c.Id, c.Name, c.RedirectUris, c.Origins, c.PostLogoutRedirectUris, c.RotateRefreshTokens, c.DirectLogin, c.CreatedAt);

    private static IOAuthClientsGrain Site(IGrainFactory grains) => grains.GetGrain<IOAuthClientsGrain>(LoginKey.DefaultSite);
}
