using Members.Gateway.Access;
using Members.Gateway.Edge;
using Members.Gateway.Hosting;
using Members.OAuth;
using Microsoft.Extensions.Options;

namespace Members.Gateway;

/// <summary>Reports everything that is wrong with the settings, in sentences that name the setting.</summary>
internal sealed class MembersGatewayOptionsValidator : IValidateOptions<MembersGatewayOptions>
{
    public ValidateOptionsResult Validate(string? name, MembersGatewayOptions options)
    {
        var faults = options.Elevate
            .Where(f => !Functions.MayBeOpened.Contains(f))
            .Select(f => $"Members:Elevate names '{f}'; only {string.Join(", ", Functions.MayBeOpened)} may be opened to visitors.")
            .ToList();
        if (options.VisitorRequestsPerMinute is < 1 or > 100_000)
        {
            faults.Add($"Members:VisitorRequestsPerMinute must be between 1 and 100000, not {options.VisitorRequestsPerMinute}.");
        }

        if (options.FailedCredentialsPerMinute is < 1 or > 100_000)
        {
            faults.Add($"Members:FailedCredentialsPerMinute must be between 1 and 100000, not {options.FailedCredentialsPerMinute}.");
        }

        if (options.UniformAnswerAfter < TimeSpan.Zero || options.UniformAnswerAfter > TimeSpan.FromSeconds(10))
        {
            faults.Add($"Members:UniformAnswerAfter must be between zero and 10 seconds, not {options.UniformAnswerAfter}.");
        }

        if (options.DrainDelay < TimeSpan.Zero || options.DrainDelay > Drain.Longest)
        {
            faults.Add($"Members:DrainDelay must be between zero and {Drain.Longest.TotalMinutes:0} minutes, not {options.DrainDelay}.");
        }

        if (options.PublicBaseUrl is { } url && !IsBaseUrl(url))
        {
            faults.Add(
                $"Members:PublicBaseUrl must be an http or https address without query, such as https://members.example.org, not '{url}'.");
        }

        if (options.MaxConnections is < 10 or > 1_000_000)
        {
            faults.Add($"Members:MaxConnections must be between 10 and 1000000, not {options.MaxConnections}.");
        }

        faults.AddRange(options.TrustedProxies.Where(p => TrustedProxies.TryParse(p) is null).Select(p =>
            $"Members:TrustedProxies names '{p}'; it must hold addresses such as 10.0.0.7 or networks such as 10.0.0.0/8, "
            + "and not every address."));
        faults.AddRange(options.AllowedOrigins.Where(o => !WebOrigin.Is(o)).Select(o =>
            $"Members:AllowedOrigins names '{o}'; it must hold origins as browsers write them, such as https://www.example.org or "
            + "http://localhost:3000."));
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static bool IsBaseUrl(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri)
        && uri.Scheme is ("http" or "https")
        && uri.Query.Length == 0
        && uri.Fragment.Length == 0;
}
