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
internal sealed record SettingsBody(string? SignupApproval, bool? RequireEmailVerification);

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

    private static async Task<Ok<SettingsBody>> Get(IGrainFactory grains) => TypedResults.Ok(Body(await Site(grains).SignupPolicy()));

    private static async Task<Results<Ok<SettingsBody>, Problem>> Patch(SettingsBody request, IGrainFactory grains)
    {
        if (request.SignupApproval is not (null or Automatic or Manual))
        {
            return Problem.Invalid(new Violation("signupApproval", "UNKNOWN_VALUE", "The signupApproval must be AUTOMATIC or MANUAL."));
        }

        SignupApproval? approval = request.SignupApproval is null ? null : request.SignupApproval == Manual ? SignupApproval.Manual : SignupApproval.Automatic;
        var unchanged = approval is null && request.RequireEmailVerification is null;
        return TypedResults.Ok(Body(unchanged ? await Site(grains).SignupPolicy() : await Site(grains).ChangeSignupPolicy(approval, request.RequireEmailVerification)));
    }

    private static SettingsBody Body(SignupPolicy policy) => new(policy.Approval == SignupApproval.Manual ? Manual : Automatic, policy.RequireEmailVerification);

    private static ISiteSettingsGrain Site(IGrainFactory grains) => grains.GetGrain<ISiteSettingsGrain>(LoginKey.DefaultSite);
}
