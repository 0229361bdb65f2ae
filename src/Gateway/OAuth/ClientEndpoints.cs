using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using Members.ApiKeys;
using Members.Clustering;
using Members.Gateway.Access;
using Members.Gateway.Edge;
using Members.Gateway.Errors;
using Members.Gateway.Hosting;
using Members.Gateway.Json;
using Members.OAuth;
using Members.Outcomes;
using Members.Staff;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Members.Gateway.OAuth;

/// <summary>The body of creating an OAuth client.</summary>
internal sealed record CreateOAuthClientRequest(
    [property: Required] string? Name,
    IReadOnlyList<string?>? RedirectUris,
    IReadOnlyList<string?>? Origins,
    IReadOnlyList<string?>? PostLogoutRedirectUris,
    bool RotateRefreshTokens = false,
    bool DirectLogin = true,
    bool AccountManagement = false);

/// <summary>An OAuth client. It has no secret: PKCE proves a login.</summary>
internal sealed record OAuthClientBody(
    Guid Id,
    string Name,
    IReadOnlyList<string> RedirectUris,
    IReadOnlyList<string> Origins,
    IReadOnlyList<string> PostLogoutRedirectUris,
    bool RotateRefreshTokens,
    bool DirectLogin,
    bool AccountManagement,
    DateTimeOffset CreatedAt);

/// <summary>The new OAuth client.</summary>
internal sealed record OAuthClientAnswer(OAuthClientBody OauthClient);

/// <summary>All OAuth clients.</summary>
internal sealed record OAuthClientsAnswer(IReadOnlyList<OAuthClientBody> OauthClients);

/// <summary>Lists, creates and deletes OAuth clients.</summary>
internal static class ClientEndpoints
{
    public static void MapOAuthClients(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/oauth-clients").WithTags("OAuth clients").RequireScope(
            Scopes.SettingsManage, staff: StaffRoles.Owner);
        group.MapGet("", List).Describe("listOAuthClients", "All OAuth clients.");
        group.MapPost("", Create).Describe(
            "createOAuthClient", "Creates an OAuth client: an app whose members log in here.", ApiError.ValidationFailed);
        group.MapDelete("/{id}", Delete).Describe(
            "deleteOAuthClient", "Deletes an OAuth client; its visitors' tokens become invalid.", ApiError.NotFound);
    }

    /// <summary>All clients, in the order of their creation.</summary>
    public static async Task<OAuthClientsAnswer> All(IGrainFactory grains) =>
        new([.. (await grains.OAuthClients().List()).Clients.Select(Body)]);

    /// <summary>Creates a client.</summary>
    public static async Task<Outcome<OAuthClient>> TryCreate(CreateOAuthClientRequest request, IGrainFactory grains, ClientOrigins origins)
    {
        var command = new CreateOAuthClient(
            request.Name ?? "",
            Texts(request.RedirectUris),
            Texts(request.Origins),
            Texts(request.PostLogoutRedirectUris),
            request.RotateRefreshTokens,
            request.DirectLogin,
            request.AccountManagement);
        var outcome = await grains.OAuthClients().Create(command);
        origins.Invalidate();
        return outcome;
    }

    /// <summary>Deletes a client.</summary>
    /// <returns>What is wrong; null when nothing is.</returns>
    public static async Task<Problem?> TryDelete(string id, IGrainFactory grains, ClientOrigins origins)
    {
        var deleted = Ids.TryParse(id, out var client) && await grains.OAuthClients().Delete(client);
        origins.Invalidate();
        return deleted ? null : Problem.Of(ApiError.NotFound, "There is no OAuth client with this id.");
    }

    private static async Task<Ok<OAuthClientsAnswer>> List(IGrainFactory grains) => TypedResults.Ok(await All(grains));

    private static async Task<Results<Ok<OAuthClientAnswer>, Problem>> Create(
        CreateOAuthClientRequest request, IGrainFactory grains, ClientOrigins origins) =>
        (await TryCreate(request, grains, origins)).ToResult(client => new OAuthClientAnswer(Body(client)));

    private static async Task<Results<Ok<EmptyAnswer>, Problem>> Delete(string id, IGrainFactory grains, ClientOrigins origins) =>
        await TryDelete(id, grains, origins) is { } problem ? problem : TypedResults.Ok(EmptyAnswer.Instance);

    private static ImmutableArray<string> Texts(IReadOnlyList<string?>? texts) => [.. (texts ?? []).Select(t => t ?? "")];

    private static OAuthClientBody Body(OAuthClient client) => new(
        client.Id,
        client.Name,
        client.RedirectUris,
        client.Origins,
        client.PostLogoutRedirectUris,
        client.RotateRefreshTokens,
        client.DirectLogin,
        client.AccountManagement,
        client.CreatedAt);
}
