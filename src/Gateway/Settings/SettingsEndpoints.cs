using Members.ApiKeys;
using Members.Emails;
using Members.Gateway.Access;
using Members.Gateway.Authentication;
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
    public static void MapSettings(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/authentication/settings").WithTags("Settings").RequireScope(Scopes.SettingsManage);
        group.MapGet("", Get).Describe("getSettings", "The settings that change at run time.");
        group.MapPatch("", Patch).Describe("changeSettings", "Changes settings; what is absent stays.", ApiError.ValidationFailed);
    }

    private static async Task<Ok<SettingsBody>> Get(IGrainFactory grains) => TypedResults.Ok(Body(await Site(grains).SignupPolicy()));

    private static async Task<Results<Ok<SettingsBody>, Problem>> Patch(SettingsBody request, IGrainFactory grains)
    {
        var approval = Enum.GetValues<SignupApproval>().Where(a => NameOf(a) == request.SignupApproval).Cast<SignupApproval?>().FirstOrDefault();
        if (approval is null && request.SignupApproval is not null)
        {
            return Problem.Invalid(Reading.UnknownValue("signupApproval", [.. Enum.GetValues<SignupApproval>().Select(NameOf)]));
        }

        var unchanged = approval is null && request.RequireEmailVerification is null;
        return TypedResults.Ok(Body(unchanged ? await Site(grains).SignupPolicy() : await Site(grains).ChangeSignupPolicy(approval, request.RequireEmailVerification)));
    }

    private static SettingsBody Body(SignupPolicy policy) => new(NameOf(policy.Approval), policy.RequireEmailVerification);

    private static string NameOf(SignupApproval approval) => approval switch
    {
        SignupApproval.Automatic => "AUTOMATIC",
        SignupApproval.Manual => "MANUAL",
    };

    private static ISiteSettingsGrain Site(IGrainFactory grains) => grains.GetGrain<ISiteSettingsGrain>(LoginKey.DefaultSite);
}
