using Members.Emails;
using Members.Settings;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Members.Gateway.Wix;

/// <summary>What a site asks of new members, in Wix's words.</summary>
internal sealed record SignOnPolicyBody(bool? RequireOwnerApproval, bool? RequireEmailVerification);

/// <summary>The same, as it is sent and answered.</summary>
internal sealed record SignOnPolicyMessage(SignOnPolicyBody? SignOnPolicy);

/// <summary>Reading and changing it; what is absent stays.</summary>
internal static class SignOnPolicies
{
    public static async Task<Ok<SignOnPolicyMessage>> Get(IGrainFactory grains) => Answer(await Site(grains).SignupPolicy());

    public static async Task<Ok<SignOnPolicyMessage>> Update(SignOnPolicyMessage request, IGrainFactory grains)
    {
        SignupApproval? approval = request.SignOnPolicy?.RequireOwnerApproval is not { } manual ? null : manual ? SignupApproval.Manual : SignupApproval.Automatic;
        var verification = request.SignOnPolicy?.RequireEmailVerification;
        return Answer(approval is null && verification is null ? await Site(grains).SignupPolicy() : await Site(grains).ChangeSignupPolicy(approval, verification));
    }

    private static Ok<SignOnPolicyMessage> Answer(SignupPolicy policy) =>
        TypedResults.Ok(new SignOnPolicyMessage(new(RequiresOwner(policy.Approval), policy.RequireEmailVerification)));

    private static bool RequiresOwner(SignupApproval approval) => approval switch
    {
        SignupApproval.Manual => true,
        SignupApproval.Automatic => false,
    };

    private static ISiteSettingsGrain Site(IGrainFactory grains) => grains.GetGrain<ISiteSettingsGrain>(LoginKey.DefaultSite);
}
