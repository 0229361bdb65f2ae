using System.Collections.Immutable;
using Members.Outcomes;
using Members.SignUp;
using Orleans.Concurrency;

namespace Members.Settings;

/// <summary>The settings that can be changed at run time: durable, and the same on every node. Keyed by the site.</summary>
[Alias("members.ISiteSettingsGrain")]
public interface ISiteSettingsGrain : IGrainWithStringKey
{
    /// <summary>The policy for registrations now, and the other settings of admission.</summary>
    [Alias("SignupPolicy"), AlwaysInterleave]
    ValueTask<SignupPolicy> SignupPolicy();

    /// <summary>Changes the policy for registrations from then on; null leaves a part as it is. One commit.</summary>
    [Alias("ChangeSignupPolicy")]
    Task<SignupPolicy> ChangeSignupPolicy(SignupApproval? approval, bool? requireEmailVerification);

    /// <summary>Changes settings from then on. One commit, or none when nothing is to change.</summary>
    /// <returns>Refused: <c>Invalid</c>.</returns>
    [Alias("Change")]
    Task<Outcome<SignupPolicy>> Change(SettingsChange change);

    /// <summary>The sign-up form and the admission rules.</summary>
    [Alias("SignupTerms"), AlwaysInterleave]
    ValueTask<SignupTerms> SignupTerms();

    /// <summary>Replaces the sign-up form by its next version. One commit.</summary>
    /// <returns>Refused: <c>Invalid</c>, also when a rule reads a field that is gone.</returns>
    [Alias("ReplaceForm")]
    Task<Outcome<SignupForm>> ReplaceForm(ImmutableArray<FormField> fields);

    /// <summary>Replaces the admission rules. One commit.</summary>
    /// <returns>Refused: <c>Invalid</c>.</returns>
    [Alias("ReplaceRules")]
    Task<Outcome<AdmissionRuleset>> ReplaceRules(ImmutableArray<AdmissionRule> rules);

    /// <summary>Replaces the sign-up form, unless the form or the rules have changed since they were read. One commit.</summary>
    /// <param name="read">What <see cref="SignupPolicy.Terms"/> was when they were read.</param>
    /// <param name="fields">The fields.</param>
    /// <returns>Refused: <c>Invalid</c>, with <c>CHANGED_MEANWHILE</c> when they have changed.</returns>
    [Alias("ReplaceFormAsRead")]
    Task<Outcome<SignupForm>> ReplaceFormAsRead(Guid? read, ImmutableArray<FormField> fields);

    /// <summary>Replaces the admission rules, unless the form or the rules have changed since they were read. One commit.</summary>
    /// <param name="read">What <see cref="SignupPolicy.Terms"/> was when they were read.</param>
    /// <param name="rules">The rules.</param>
    /// <returns>Refused: <c>Invalid</c>, with <c>CHANGED_MEANWHILE</c> when they have changed.</returns>
    [Alias("ReplaceRulesAsRead")]
    Task<Outcome<AdmissionRuleset>> ReplaceRulesAsRead(Guid? read, ImmutableArray<AdmissionRule> rules);

    /// <summary>Where the settings come from, and within what they must be.</summary>
    [Alias("Origins"), AlwaysInterleave]
    ValueTask<SettingOrigins> Origins();
}

/// <summary>The rules of a site, in their order.</summary>
/// <param name="Rules">The rules.</param>
[GenerateSerializer, Immutable, Alias("members.AdmissionRuleset")]
public sealed record AdmissionRuleset(ImmutableArray<AdmissionRule> Rules);
