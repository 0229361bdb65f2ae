using Members.ApiKeys;
using Members.Clustering;
using Members.Gateway.Access;
using Members.Gateway.Errors;
using Members.Gateway.Hosting;
using Members.Outcomes;
using Members.Staff;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Members.Gateway.Settings;

/// <summary>Reads and changes the settings.</summary>
internal static class SettingsEndpoints
{
    public static void MapSettings(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/authentication/settings").WithTags("Settings").RequireScope(
            Scopes.SettingsManage, staff: StaffRoles.Owner);
        group.MapGet("", Get).Describe("getSettings", "The settings that can be changed at run time.");
        group.MapPatch("", Patch).Describe(
            "changeSettings", "Changes settings. What is left out stays as it is.", ApiError.ValidationFailed);
    }

    private static async Task<Ok<SettingsBody>> Get(IGrainFactory grains, TimeProvider clock) =>
        TypedResults.Ok(SettingsBody.Of(await SignupPolicies.Get(grains), clock.GetUtcNow()));

    private static async Task<Results<Ok<SettingsBody>, Problem>> Patch(SettingsBody request, IGrainFactory grains, TimeProvider clock)
    {
        var change = request.Read();
        return change.Succeeded
            ? (await grains.SiteSettings().Change(change.Value)).ToResult(policy => SettingsBody.Of(policy, clock.GetUtcNow()))
            : Problem.From(change.Refusal);
    }
}
