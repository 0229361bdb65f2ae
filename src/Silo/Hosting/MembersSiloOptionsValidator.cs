using Members.Emails;
using Members.Grains;
using Members.Secrets;
using Members.Settings;
using Microsoft.Extensions.Options;

namespace Members.Silo.Hosting;

/// <summary>Reports every invalid setting of the process in a sentence that names it.</summary>
internal sealed class MembersSiloOptionsValidator : IValidateOptions<MembersSiloOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, MembersSiloOptions options)
    {
        var faults = SettingRange.Faults(MembersOptions.Section, options).ToList();
        if (string.IsNullOrWhiteSpace(options.DataDirectory))
        {
            faults.Add("Members:DataDirectory must name a directory.");
        }

        if (options.BootstrapApiKey is { } key && !ApiKeySecret.TryParse(key, out _))
        {
            faults.Add(
                $"Members:BootstrapApiKey must have {ApiKeySecret.MinLength} to 512 characters "
                + "and must not look like a token of Members.");
        }

        if (options.Owner is { } owner && !EmailAddress.TryParse(owner, out _))
        {
            faults.Add("Members:Owner must be an e-mail address, such as ann@example.org.");
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
