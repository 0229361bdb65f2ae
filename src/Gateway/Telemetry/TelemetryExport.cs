using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Members.Gateway.Telemetry;

/// <summary>
/// Sends traces, metrics and logs to an OpenTelemetry collector, and shows metrics to Prometheus, from a gateway and a silo alike. Without
/// the settings for it nothing is added to the process, so that requests and grain calls cost what they cost without it.
/// </summary>
internal static class TelemetryExport
{
    /// <summary>
    /// The setting with the collector's address. This and the other <c>OTEL_</c> settings are those of the OpenTelemetry specification
    /// ("OpenTelemetry Protocol Exporter").
    /// </summary>
    public const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    // How many events of a span are sent: none. Drivers put whole error messages into them.
    private const string EventLimit = "OTEL_SPAN_EVENT_COUNT_LIMIT";

    /// <summary>Whether traces are sent. Only then does a grain call carry the trace of its request.</summary>
    public static bool IsOn(IConfiguration configuration) => configuration[Endpoint] is { Length: > 0 };

    /// <summary>What is wrong with the setting, in a sentence; null when nothing is.</summary>
    public static string? Fault(IConfiguration configuration) =>
        !IsOn(configuration) || (Uri.TryCreate(configuration[Endpoint], UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https")
            ? null
            : $"{Endpoint} must be the URL of an OpenTelemetry collector, such as http://localhost:4317.";

    /// <summary>Adds what sends traces, metrics and logs, and what shows metrics to Prometheus, if they are asked for.</summary>
    public static void AddTelemetry(this WebApplicationBuilder builder)
    {
        var (isSent, isShown) = (IsOn(builder.Configuration), MetricsAddress.Of(builder.Configuration) is not null);
        if (!isSent && !isShown)
        {
            return;
        }

        var telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource
                .AddService(builder.Environment.ApplicationName, serviceVersion: Clustering.MembersCluster.Version)
                .AddEnvironmentVariableDetector()) // last, so that OTEL_SERVICE_NAME decides
            .WithMetrics(metrics => metrics.AddMeters());
        if (isSent)
        {
            builder.Configuration[EventLimit] = "0";
            telemetry.Send();
        }

        if (isShown)
        {
            telemetry.WithMetrics(MetricsServer.AddExporter);
            builder.Services.AddHostedService<MetricsServer>();
        }
    }

    private static void Send(this OpenTelemetryBuilder telemetry) => telemetry
        .WithTracing(traces => traces
            .AddSource("Microsoft.Orleans.Application", "Microsoft.Orleans.Storage", "Microsoft.Orleans.Lifecycle", "Npgsql")
            .AddAspNetCoreInstrumentation(o => o.Filter = context => !context.Request.Path.StartsWithSegments("/health"))
            .AddProcessor<HarmlessSpans>()
            .AddOtlpExporter())
        .WithMetrics(metrics => metrics.AddOtlpExporter())
        .WithLogging(logs => logs.AddProcessor<HarmlessLogs>().AddOtlpExporter());
}
