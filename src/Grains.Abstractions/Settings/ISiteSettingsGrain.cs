using Orleans.Concurrency;

namespace Members.Settings;

/// <summary>What happens to a new registration.</summary>
[Alias("members.SignupApproval")]
public enum SignupApproval
{
    /// <summary>The member is active at once.</summary>
    Automatic = 0,

    /// <summary>The member waits for approval.</summary>
    Manual = 1,
}

/// <summary>What a site requires of new members.</summary>
/// <param name="Approval">Whether they must be approved.</param>
/// <param name="RequireEmailVerification">Whether they must verify their address.</param>
[GenerateSerializer, Immutable, Alias("members.SignupPolicy")]
public sealed record SignupPolicy(SignupApproval Approval, bool RequireEmailVerification);

/// <summary>The settings that can be changed at run time: durable, and the same on every node. Keyed by the site.</summary>
[Alias("members.ISiteSettingsGrain")]
public interface ISiteSettingsGrain : IGrainWithStringKey
{
    /// <summary>The policy for registrations now.</summary>
    [Alias("SignupPolicy"), AlwaysInterleave]
    ValueTask<SignupPolicy> SignupPolicy();

    /// <summary>Changes the policy for registrations from then on; null leaves a part as it is. One commit.</summary>
    [Alias("ChangeSignupPolicy")]
    Task<SignupPolicy> ChangeSignupPolicy(SignupApproval? approval, bool? requireEmailVerification);
}
