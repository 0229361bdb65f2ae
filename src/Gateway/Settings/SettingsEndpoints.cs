using Members.ApiKeys;
using Members.Gateway.Access;
using Members.Gateway.Authentication;
using Members.Gateway.Errors;
using Members.Gateway.Hosting;
using Members.Outcomes;
using Members.Settings;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Members.Gateway.Settings;

/// <summary>The settings that can be changed at run time.</summary>
internal sealed record SettingsBody(string? SignupApproval, bool? RequireEmailVerification);

/// <summary>Reads and changes the settings.</summary>
internal static class SettingsEndpoints
{
    private static readonly SignupApproval[] Approvals = Enum.GetValues<SignupApproval>();

    public static void MapSettings(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/authentication/settings").WithTags("Settings").RequireScope(Scopes.SettingsManage);
        group.MapGet("", Get).Describe("getSettings", "The settings that can be changed at run time.");
        group.MapPatch("", Patch).Describe(
            "changeSettings", "Changes settings. What is left out stays as it is.", ApiError.ValidationFailed);
    }

    private static async Task<Ok<SettingsBody>> Get(IGrainFactory grains) => TypedResults.Ok(Body(await SignupPolicies.Get(grains)));

    private static async Task<Results<Ok<SettingsBody>, Problem>> Patch(SettingsBody request, IGrainFactory grains)
    {
        var approval = Approvals.Where(a => NameOf(a) == request.SignupApproval).Cast<SignupApproval?>().FirstOrDefault();
        if (approval is null && request.SignupApproval is not null)
        {
            var reader = new RequestReader();
            reader.AddUnknownValue("signupApproval", [.. Approvals.Select(NameOf)]);
            return Problem.Invalid(reader.Violations);
        }

        return TypedResults.Ok(Body(await SignupPolicies.Change(approval, request.RequireEmailVerification, grains)));
    }

    private static SettingsBody Body(SignupPolicy policy) => new(NameOf(policy.Approval), policy.RequireEmailVerification);

    private static string NameOf(SignupApproval approval) => approval switch
    {
        SignupApproval.Automatic => "AUTOMATIC",
        SignupApproval.Manual => "MANUAL",
    };
}
