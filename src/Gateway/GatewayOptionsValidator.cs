using Members.Gateway.Access;
using Members.Gateway.Hosting;
using Microsoft.Extensions.Options;

namespace Members.Gateway;

/// <summary>Says, in sentences that name the setting, everything that is wrong with the settings.</summary>
internal sealed class GatewayOptionsValidator : IValidateOptions<GatewayOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, GatewayOptions options)
    {
        var faults = options.Elevate
            .Where(f => !Functions.MayBeOpened.Contains(f))
            .Select(f => $"Members:Elevate names '{f}'; only {string.Join(", ", Functions.MayBeOpened)} may be opened to visitors.")
            .ToList();
        if (options.VisitorRequestsPerMinute is < 1 or > 100_000)
        {
            faults.Add($"Members:VisitorRequestsPerMinute must be between 1 and 100000, not {options.VisitorRequestsPerMinute}.");
        }

        if (options.UniformAnswerAfter < TimeSpan.Zero || options.UniformAnswerAfter > TimeSpan.FromSeconds(10))
        {
            faults.Add($"Members:UniformAnswerAfter must be between zero and 10 seconds, not {options.UniformAnswerAfter}.");
        }

        if (options.DrainDelay < TimeSpan.Zero || options.DrainDelay > Drain.Longest)
        {
            faults.Add($"Members:DrainDelay must be between zero and {Drain.Longest.TotalMinutes:0} minutes, not {options.DrainDelay}.");
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
