using Members.Grains.Passwords;
using Members.Grains.Settings;
using Members.Grains.SignUp;
using Members.Settings;
using Microsoft.Extensions.Options;

namespace Members.Grains;

/// <summary>Reports every invalid setting of members in a sentence that names it.</summary>
internal sealed class MembersOptionsValidator : IValidateOptions<MembersOptions>
{
    private const int MinPepperLength = 32;
    private static readonly TimeSpan MinIdleLifetime = TimeSpan.FromMinutes(10);

    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, MembersOptions options)
    {
        var faults = SettingRange.Faults(MembersOptions.Section, options)
            .Concat(Checks(options).Where(c => !c.Valid).Select(c => $"{MembersOptions.Section}:{c.Fault}"))
            .ToList();
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static IEnumerable<(bool Valid, string Fault)> Checks(MembersOptions o) =>
    [
        (
            o.RefusedPasswordsFile is null || File.Exists(o.RefusedPasswordsFile),
            $"RefusedPasswordsFile names '{o.RefusedPasswordsFile}', which does not exist."),
        (
            o.SessionIdleLifetime <= TimeSpan.Zero || o.SessionIdleLifetime >= MinIdleLifetime,
            $"SessionIdleLifetime must be zero, or at least {MinIdleLifetime}, not {o.SessionIdleLifetime}."),
        (o.LoginAttemptMemory > o.LongestLoginDelay, "LoginAttemptMemory must be longer than Members:LongestLoginDelay."),
        (
            o.Peppers.Values.All(p => p.Length >= MinPepperLength),
            $"Peppers must hold secrets of at least {MinPepperLength} characters each."),
        (!o.Peppers.ContainsKey(PepperRing.FixedId), $"Peppers must not use the id '{PepperRing.FixedId}'."),
        (o.Peppers.Count < 2 || o.CurrentPepper is not null, "CurrentPepper must say which of the Members:Peppers is for new hashes."),
        (o.RejectedKept >= o.ReapplyAfter, "RejectedKept must not be shorter than Members:ReapplyAfter."),
        (o.LapseAfter <= TimeSpan.Zero || o.LapseAfter >= SettingsRules.ShortestLapse, "LapseAfter must be zero, or at least a second."),
        (FormRules.IsLanguage(o.DefaultLanguage), "DefaultLanguage must be a language tag such as en or de-AT."),
        (o.LoginUrl is null || SettingsRules.IsWeb(o.LoginUrl), "LoginUrl must be an http or https address."),
        (
            o.CurrentPepper is null || o.Peppers.ContainsKey(o.CurrentPepper),
            $"CurrentPepper names '{o.CurrentPepper}', which is not among Members:Peppers."),
    ];
}
