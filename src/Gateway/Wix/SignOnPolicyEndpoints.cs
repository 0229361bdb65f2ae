using Members.Gateway.Settings;
using Members.Settings;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Members.Gateway.Wix;

/// <summary>What a site requires of new members, in Wix's terms.</summary>
internal sealed record SignOnPolicyBody(bool? RequireOwnerApproval, bool? RequireEmailVerification);

/// <summary>The request and the response.</summary>
internal sealed record SignOnPolicyMessage(SignOnPolicyBody? SignOnPolicy);

/// <summary>Reads and changes the sign-on policy. What is left out stays as it is.</summary>
internal static class SignOnPolicyEndpoints
{
    public static async Task<Ok<SignOnPolicyMessage>> Get(IGrainFactory grains) => Answer(await SignupPolicies.Get(grains));

    public static async Task<Ok<SignOnPolicyMessage>> Update(SignOnPolicyMessage request, IGrainFactory grains)
    {
        SignupApproval? approval = request.SignOnPolicy?.RequireOwnerApproval switch
        {
            null => null,
            true => SignupApproval.Manual,
            false => SignupApproval.Automatic,
        };
        return Answer(await SignupPolicies.Change(approval, request.SignOnPolicy?.RequireEmailVerification, grains));
    }

    private static Ok<SignOnPolicyMessage> Answer(SignupPolicy policy) =>
        TypedResults.Ok(new SignOnPolicyMessage(new(RequiresOwner(policy.Approval), policy.RequireEmailVerification)));

    private static bool RequiresOwner(SignupApproval approval) => approval switch
    {
        SignupApproval.Manual => true,
        SignupApproval.Automatic => false,
    };
}
