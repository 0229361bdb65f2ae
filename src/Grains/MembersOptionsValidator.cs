using Microsoft.Extensions.Options;

namespace Members.Grains;

/// <summary>Says, in sentences that name the setting, everything that is wrong with the settings.</summary>
internal sealed class MembersOptionsValidator : IValidateOptions<MembersOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, MembersOptions options)
    {
        var faults = Faults(options).ToList();
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    // The upper end keeps date arithmetic from overflowing; whoever sets more has mistaken the unit.
    private const string Sensible = "must be longer than zero and at most 400 days.";

    private static bool IsSensible(TimeSpan lifetime) => lifetime > TimeSpan.Zero && lifetime <= TimeSpan.FromDays(400);

    private static IEnumerable<string> Faults(MembersOptions o)
    {
        var checks = new (bool Fine, string Fault)[]
        {
            (o.PasswordMinLength is >= 4 and <= 64, $"Members:PasswordMinLength must be between 4 and 64, not {o.PasswordMinLength}."),
            (o.PasswordMaxLength is >= 64 and <= 256, $"Members:PasswordMaxLength must be between 64 and 256, not {o.PasswordMaxLength}."),
            (o.RefusedPasswordsFile is null || File.Exists(o.RefusedPasswordsFile), $"Members:RefusedPasswordsFile names '{o.RefusedPasswordsFile}', which is not there."),
            (o.BcryptCost is >= 4 and <= 16, $"Members:BcryptCost must be between 4 and 16, not {o.BcryptCost}."),
            (o.HashThreads is >= 0 and <= 1024, $"Members:HashThreads must be between 0 and 1024, not {o.HashThreads}."),
            (o.HashQueueLength is >= 1 and <= 10000, $"Members:HashQueueLength must be between 1 and 10000, not {o.HashQueueLength}."),
            (o.MaxSessionsPerMember is >= 1 and <= 1000, $"Members:MaxSessionsPerMember must be between 1 and 1000, not {o.MaxSessionsPerMember}."),
            (o.EventsPerMember is >= 10 and <= 200, $"Members:EventsPerMember must be between 10 and 200, not {o.EventsPerMember}."),
            (IsSensible(o.SessionTicketLifetime), $"Members:SessionTicketLifetime {Sensible}"),
            (IsSensible(o.SessionLifetime), $"Members:SessionLifetime {Sensible}"),
            (o.SessionIdleLifetime == TimeSpan.Zero || (o.SessionIdleLifetime >= TimeSpan.FromMinutes(10) && IsSensible(o.SessionIdleLifetime)), $"Members:SessionIdleLifetime must be zero for none, or between 10 minutes and 400 days, not {o.SessionIdleLifetime}."),
            (o.AccessTokenLifetime >= TimeSpan.FromMinutes(1) && o.AccessTokenLifetime <= TimeSpan.FromDays(1), $"Members:AccessTokenLifetime must be between a minute and a day, not {o.AccessTokenLifetime}."),
            (IsSensible(o.ApprovalTokenLifetime), $"Members:ApprovalTokenLifetime {Sensible}"),
            (IsSensible(o.SetPasswordLinkLifetime), $"Members:SetPasswordLinkLifetime {Sensible}"),
            (o.LoginAttempts is >= 1 and <= 1_000_000, $"Members:LoginAttempts must be between 1 and 1000000, not {o.LoginAttempts}."),
            (o.LoginAttemptsOfEveryone is >= 1 and <= 1_000_000, $"Members:LoginAttemptsOfEveryone must be between 1 and 1000000, not {o.LoginAttemptsOfEveryone}."),
            (o.LongestLoginDelay >= TimeSpan.FromSeconds(1) && o.LongestLoginDelay <= TimeSpan.FromDays(1), $"Members:LongestLoginDelay must be between a second and a day, not {o.LongestLoginDelay}."),
            (o.LoginAttemptMemory > o.LongestLoginDelay && o.LoginAttemptMemory <= TimeSpan.FromDays(400), "Members:LoginAttemptMemory must be longer than Members:LongestLoginDelay and at most 400 days."),
            (o.SetPasswordMailsPerHour is >= 1 and <= 1000, $"Members:SetPasswordMailsPerHour must be between 1 and 1000, not {o.SetPasswordMailsPerHour}."),
            (o.SetPasswordMailsPerHourOfSite is >= 1 and <= 1_000_000, $"Members:SetPasswordMailsPerHourOfSite must be between 1 and 1000000, not {o.SetPasswordMailsPerHourOfSite}."),
            (o.HashPatience >= TimeSpan.FromSeconds(1) && o.HashPatience <= TimeSpan.FromMinutes(1), $"Members:HashPatience must be between a second and a minute, not {o.HashPatience}."),
            (o.Peppers.Values.All(p => p.Length >= 32), "Members:Peppers must hold secrets of at least 32 characters each."),
            (!o.Peppers.ContainsKey(Passwords.PepperRing.FixedId), $"Members:Peppers must not use the id '{Passwords.PepperRing.FixedId}'."),
            (o.Peppers.Count < 2 || o.CurrentPepper is not null, "Members:CurrentPepper must say which of the Members:Peppers is for new hashes."),
            (o.CurrentPepper is null || o.Peppers.ContainsKey(o.CurrentPepper), $"Members:CurrentPepper names '{o.CurrentPepper}', which is not among Members:Peppers."),
        };
        return checks.Where(c => !c.Fine).Select(c => c.Fault);
    }
}
