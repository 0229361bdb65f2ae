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

/// <summary>The settings that can be changed while running: durable, the same on every node. Keyed by the site.</summary>
[Alias("members.ISiteSettingsGrain")]
public interface ISiteSettingsGrain : IGrainWithStringKey
{
    /// <summary>What happens to a registration that begins now.</summary>
    [Alias("SignupApproval"), AlwaysInterleave]
    ValueTask<SignupApproval> SignupApproval();

    /// <summary>Changes it for registrations that begin after the answer. One commit.</summary>
    [Alias("ChangeSignupApproval")]
    Task ChangeSignupApproval(SignupApproval approval);
}
