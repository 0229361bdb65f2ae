using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using OpenTelemetry.Metrics;

namespace Members.Gateway.Telemetry;

/// <summary>
/// Shows metrics to Prometheus at a port of its own, by a server of its own: it answers when the API has no connection left, knows no
/// other path, and nothing that is open to the public leads here.
/// </summary>
internal sealed class MetricsServer(IOptions<MembersGatewayOptions> options, MeterProvider metrics) : IHostedService, IAsyncDisposable
{
    private const string Path = "/metrics";

    private WebApplication? _server;

    /// <summary>Adds the exporter that <see cref="MetricsServer"/> asks.</summary>
    public static void AddExporter(MeterProviderBuilder metrics) => metrics.AddPrometheusExporter(o => o.ScopeInfoEnabled = false);

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(MetricsAddress.Of(options.Value)!);
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxConcurrentConnections = 100;
            kestrel.Limits.MaxRequestBodySize = 0;
        });
        _server = builder.Build();
        _server.Use((context, next) =>
        {
            if (context.Features.Get<IHttpMetricsTagsFeature>() is { } measured)
            {
                measured.MetricsDisabled = true; // this is no request of anybody
            }

            return next(context);
        });
        _server.UseOpenTelemetryPrometheusScrapingEndpoint(metrics, null, Path, null, null);
        await _server.StartAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => _server?.StopAsync(cancellationToken) ?? Task.CompletedTask;

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _server?.DisposeAsync() ?? ValueTask.CompletedTask;
}
