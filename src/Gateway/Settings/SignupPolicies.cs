using Members.Clustering;
using Members.Settings;

namespace Members.Gateway.Settings;

/// <summary>Reads and changes the site's <see cref="SignupPolicy"/>, for our own routes and those of Wix clients.</summary>
internal static class SignupPolicies
{
    public static ValueTask<SignupPolicy> Get(IGrainFactory grains) => grains.SiteSettings().SignupPolicy();

    /// <summary>Changes what is not null. Without a change nothing is committed.</summary>
    public static async ValueTask<SignupPolicy> Change(SignupApproval? approval, bool? requireEmailVerification, IGrainFactory grains) =>
        approval is null && requireEmailVerification is null
            ? await Get(grains)
            : await grains.SiteSettings().ChangeSignupPolicy(approval, requireEmailVerification);
}
