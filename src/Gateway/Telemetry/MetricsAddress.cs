using System.Net;
using Members.Gateway.Hosting;

namespace Members.Gateway.Telemetry;

/// <summary>Where metrics are shown to Prometheus: never at the addresses of the API.</summary>
internal static class MetricsAddress
{
    /// <summary>The address in the settings; null when metrics are not shown.</summary>
    public static IPEndPoint? Of(IConfiguration configuration) =>
        Of(configuration.GetSection(MembersGatewayOptions.Section).Get<MembersGatewayOptions>() ?? new());

    /// <inheritdoc cref="Of(IConfiguration)"/>
    public static IPEndPoint? Of(MembersGatewayOptions options) =>
        options.MetricsPort is > 0 and <= IPEndPoint.MaxPort && IPAddress.TryParse(options.MetricsAddress, out var address)
            ? new IPEndPoint(address, options.MetricsPort)
            : null;

    /// <summary>Why metrics could not be shown there, in a sentence; null when they can, and when they are not to be.</summary>
    /// <param name="configuration">The settings.</param>
    /// <param name="urls">The addresses of the API, with semicolons between them.</param>
    public static string? Fault(IConfiguration configuration, string urls) => Of(configuration) switch
    {
        null => null,
        { Port: var port } when ListenAddress.HasPort(urls, port) =>
            $"Members:MetricsPort is {port}, where ASPNETCORE_URLS has the API. Metrics need a port of their own, such as 9464.",
        { } endpoint => ListenAddress.Fault($"http://{endpoint}", [endpoint], "Members:MetricsPort"),
    };
}
