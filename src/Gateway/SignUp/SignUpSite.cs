using Members.Clustering;
using Members.Settings;
using Members.SignUp;

namespace Members.Gateway.SignUp;

/// <summary>What the site asks of who signs up, at the moment of a request.</summary>
/// <param name="Form">The form.</param>
/// <param name="Policy">The policy.</param>
internal sealed record SignUpSite(SignupForm Form, SignupPolicy Policy)
{
    /// <summary>The site's language.</summary>
    public string DefaultLanguage => Policy.Admission?.DefaultLanguage ?? "en";

    public static async Task<SignUpSite> Read(IGrainFactory grains)
    {
        var settings = grains.SiteSettings();
        var policy = await settings.SignupPolicy();
        return new(policy.Terms is null ? SignupForm.Empty : (await settings.SignupTerms()).Form, policy);
    }
}
