using Orleans.Concurrency;

namespace Members.Settings;

/// <summary>What happens to a new registration.</summary>
[Alias("members.SignupApproval")]
public enum SignupApproval
{
    /// <summary>The member is active at once.</summary>
    Automatic,

    /// <summary>The member waits for approval.</summary>
    Manual,
}

/// <summary>What a site asks of new members.</summary>
/// <param name="Approval">Whether somebody must approve them.</param>
/// <param name="RequireEmailVerification">Whether they must show that they read the mail of their address.</param>
[GenerateSerializer, Immutable, Alias("members.SignupPolicy")]
public sealed record SignupPolicy(SignupApproval Approval, bool RequireEmailVerification);

/// <summary>The settings that can be changed while running: durable, the same on every node. Keyed by the site.</summary>
[Alias("members.ISiteSettingsGrain")]
public interface ISiteSettingsGrain : IGrainWithStringKey
{
    /// <summary>What is asked of a registration that is carried out now.</summary>
    [Alias("SignupPolicy"), AlwaysInterleave]
    ValueTask<SignupPolicy> SignupPolicy();

    /// <summary>Changes it for registrations that are carried out after the answer; null leaves a part as it is. One commit.</summary>
    [Alias("ChangeSignupPolicy")]
    Task<SignupPolicy> ChangeSignupPolicy(SignupApproval? approval, bool? requireEmailVerification);
}
