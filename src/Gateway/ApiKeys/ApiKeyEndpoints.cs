using System.ComponentModel.DataAnnotations;
using Members.Accounts;
using Members.ApiKeys;
using Members.Directory;
using Members.Gateway.Access;
using Members.Gateway.Errors;
using Members.Gateway.Hosting;
using Members.Gateway.Json;
using Members.Outcomes;
using Members.Staff;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Members.Gateway.ApiKeys;

/// <summary>The body of creating a key.</summary>
internal sealed record CreateApiKeyRequest(
    [property: Required] string? Name, [property: Required] IReadOnlyList<string?>? Scopes, DateTimeOffset? ExpiresAt);

/// <summary>A key in the list, without its secret.</summary>
internal sealed record ApiKeyBody(
    Guid Id, string Name, IReadOnlyList<string> Scopes, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt, DateTimeOffset? RevokedAt);

/// <summary>A new key; <c>secret</c> is shown only here.</summary>
internal sealed record CreateApiKeyAnswer(ApiKeyBody ApiKey, string Secret);

/// <summary>All keys.</summary>
internal sealed record ApiKeysAnswer(IReadOnlyList<ApiKeyBody> ApiKeys);

/// <summary>Lists, creates and revokes API keys.</summary>
internal static class ApiKeyEndpoints
{
    public static void MapApiKeys(this IEndpointRouteBuilder routes)
    {
        var all = routes.MapGroup("/v1/api-keys").WithTags("API keys");
        var group = all.MapGroup("").RequireScope(Scopes.KeysManage, staff: StaffRoles.Owner);
        group.MapGet("", List).Describe("listApiKeys", "All API keys, without their secrets.");

        // Not for owners: a key may get a ticket for another member, which no session may.
        all.MapPost("", Create).RequireScope(Scopes.KeysManage).Describe(
            "createApiKey", "Creates an API key. Its secret is shown only in this response.", ApiError.ValidationFailed);
        group.MapDelete("/{id}", Revoke).Describe("revokeApiKey", "Revokes an API key for good.", ApiError.NotFound);
    }

    /// <summary>All keys.</summary>
    public static async Task<ApiKeysAnswer> All(IGrainFactory grains) =>
        new([.. (await grains.GetGrain<IDirectoryGrain>(0).ListApiKeys()).Keys.Select(Body)]);

    /// <summary>Revokes a key for good.</summary>
    /// <returns>What is wrong; null when nothing is.</returns>
    public static async Task<Problem?> TryRevoke(string id, IGrainFactory grains) =>
        Ids.TryParse(id, out var key) && await grains.GetGrain<IApiKeyGrain>(key).Revoke()
            ? null
            : Problem.Of(ApiError.NotFound, "There is no API key with this id.");

    private static async Task<Ok<ApiKeysAnswer>> List(IGrainFactory grains) => TypedResults.Ok(await All(grains));

    private static async Task<Results<Ok<CreateApiKeyAnswer>, Problem>> Create(
        CreateApiKeyRequest request, HttpContext context, IGrainFactory grains, AuthorizationAudit audit)
    {
        if (ScopeNames.Table.TryParse(request.Scopes ?? []) is not { } scopes)
        {
            return Problem.Invalid(new Violation("scopes", "UNKNOWN_SCOPE", $"The scopes are {string.Join(", ", ScopeNames.Table.All)}."));
        }

        // No credential can raise its own rights or another's (contract, section 3).
        if (Caller.Of(context) is not Caller.Key own || (scopes & ~own.Scopes) != 0)
        {
            return audit.Denied(
                context, Problem.Of(ApiError.PermissionDenied, "A key can only create keys with scopes that it has itself."));
        }

        var command = new CreateApiKey(request.Name ?? "", scopes, request.ExpiresAt);
        var outcome = await grains.GetGrain<IApiKeyGrain>(MemberId.New()).Create(command);
        return outcome.ToResult(created => new CreateApiKeyAnswer(Body(created.Key), created.Secret.Reveal()));
    }

    private static async Task<Results<Ok<EmptyAnswer>, Problem>> Revoke(string id, IGrainFactory grains) =>
        await TryRevoke(id, grains) is { } problem ? problem : TypedResults.Ok(EmptyAnswer.Instance);

    private static ApiKeyBody Body(ApiKeyView key) =>
        new(key.Id, key.Name, ScopeNames.Table.List(key.Scopes), key.CreatedAt, key.ExpiresAt, key.RevokedAt);
}
