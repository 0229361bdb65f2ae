using Members.ApiKeys;
using Members.Emails;
using Members.Gateway.Access;
using Members.Gateway.Errors;
using Members.Gateway.Hosting;
using Members.Outcomes;
using Members.Settings;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Members.Gateway.Settings;

/// <summary>The settings that change at run time.</summary>
internal sealed record SettingsBody(string? SignupApproval);

/// <summary>Reading and changing them.</summary>
internal static class SettingsEndpoints
{
    private const string Automatic = "AUTOMATIC", Manual = "MANUAL";

    public static void MapSettings(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/authentication/settings").WithTags("Settings").RequireScope(Scopes.SettingsManage);
        group.MapGet("", Get).Describe("getSettings", "The settings that change at run time.");
        group.MapPatch("", Patch).Describe("changeSettings", "Changes settings; what is absent stays.", ApiError.ValidationFailed);
    }

    private static async Task<Ok<SettingsBody>> Get(IGrainFactory grains) => TypedResults.Ok(await Current(grains));

    private static async Task<Results<Ok<SettingsBody>, Problem>> Patch(SettingsBody request, IGrainFactory grains)
    {
        switch (request.SignupApproval)
        {
            case Automatic:
                await Site(grains).ChangeSignupApproval(SignupApproval.Automatic);
                break;
            case Manual:
                await Site(grains).ChangeSignupApproval(SignupApproval.Manual);
                break;
            case null:
                break;
            default:
                return Problem.Invalid(new Violation("signupApproval", "UNKNOWN_VALUE", "The signupApproval must be AUTOMATIC or MANUAL."));
        }

        return TypedResults.Ok(await Current(grains));
    }

    private static async Task<SettingsBody> Current(IGrainFactory grains) =>
        new(await Site(grains).SignupApproval() == SignupApproval.Manual ? Manual : Automatic);

    private static ISiteSettingsGrain Site(IGrainFactory grains) => grains.GetGrain<ISiteSettingsGrain>(LoginKey.DefaultSite);
}
