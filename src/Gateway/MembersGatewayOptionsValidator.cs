using System.Net;
using Members.Gateway.Access;
using Members.Gateway.Edge;
using Members.OAuth;
using Members.Settings;
using Microsoft.Extensions.Options;

namespace Members.Gateway;

/// <summary>Reports everything that is wrong with the settings, in sentences that name the setting.</summary>
internal sealed class MembersGatewayOptionsValidator : IValidateOptions<MembersGatewayOptions>
{
    public ValidateOptionsResult Validate(string? name, MembersGatewayOptions options)
    {
        var faults = SettingRange.Faults(MembersGatewayOptions.Section, options).ToList();
        faults.AddRange(options.Elevate.Where(f => !Functions.MayBeOpened.Contains(f)).Select(f =>
            $"Members:Elevate names '{f}'; only {string.Join(", ", Functions.MayBeOpened)} may be opened to visitors."));
        if (options.PublicBaseUrl is { } url && !IsBaseUrl(url))
        {
            faults.Add(
                $"Members:PublicBaseUrl must be an http or https address without query, such as https://members.example.org, not '{url}'.");
        }

        faults.AddRange(options.TrustedProxies.Where(p => TrustedProxies.TryParse(p) is null).Select(p =>
            $"Members:TrustedProxies names '{p}'; it must hold addresses such as 10.0.0.7 or networks such as 10.0.0.0/8, "
            + "and not every address."));
        faults.AddRange(options.AllowedOrigins.Where(o => !WebOrigin.Is(o)).Select(o =>
            $"Members:AllowedOrigins names '{o}'; it must hold origins as browsers write them, such as https://www.example.org or "
            + "http://localhost:3000."));
        if (!IPAddress.TryParse(options.MetricsAddress, out _))
        {
            faults.Add(
                "Members:MetricsAddress must be an IP address of this machine, such as 127.0.0.1, or 0.0.0.0 for all of them, "
                + $"not '{options.MetricsAddress}'.");
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static bool IsBaseUrl(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri)
        && uri.Scheme is ("http" or "https")
        && uri.Query.Length == 0
        && uri.Fragment.Length == 0;
}
