using Members.Secrets;
using Microsoft.Extensions.Options;

namespace Members.Silo.Hosting;

/// <summary>Says, in sentences that name the setting, everything that is wrong with the settings.</summary>
internal sealed class SiloOptionsValidator : IValidateOptions<SiloOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, SiloOptions options)
    {
        var faults = new List<string>();
        if (string.IsNullOrWhiteSpace(options.DataDirectory))
        {
            faults.Add("Members:DataDirectory must name a directory.");
        }

        if (options.BootstrapApiKey is { } key && !ApiKeySecret.TryParse(key, out _))
        {
            faults.Add($"Members:BootstrapApiKey must have {ApiKeySecret.MinLength} to 512 characters and must not look like a token of Members.");
        }

        if (options.OrleansGatewayPort is < 0 or > 65535)
        {
            faults.Add($"Members:OrleansGatewayPort must be between 0 and 65535, not {options.OrleansGatewayPort}.");
        }

        if (options.SiloPort is < 1 or > 65535)
        {
            faults.Add($"Members:SiloPort must be between 1 and 65535, not {options.SiloPort}.");
        }

        if (options.LeaseDuration < TimeSpan.FromSeconds(1) || options.LeaseDuration > TimeSpan.FromSeconds(30))
        {
            faults.Add($"Members:LeaseDuration must be between 1 and 30 seconds, not {options.LeaseDuration}.");
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
