using System.Collections.Frozen;
using System.Diagnostics.Metrics;
using Members.Telemetry;
using OpenTelemetry.Metrics;

namespace Members.Gateway.Telemetry;

/// <summary>What is measured: everything of Members and of the runtime, and of the libraries what an operator looks at.</summary>
internal static class Measured
{
    private const string Orleans = "Microsoft.Orleans";

    // Most of its two hundred are for its makers, and some cost something with each message.
    private static readonly FrozenSet<string> OfOrleans = FrozenSet.ToFrozenSet(
    [
        "orleans-app-requests-latency", "orleans-app-requests-timedout", "orleans-app-requests-canceled",
        "orleans-catalog-activations", "orleans-catalog-activation-created", "orleans-catalog-activation-destroyed",
        "orleans-catalog-activation-failed-to-activate", "orleans-grains",
        "orleans-messaging-expired", "orleans-messaging-rejected", "orleans-messaging-sent-failed", "orleans-messaging-sent-dropped",
        "orleans-client-connected-gateways", "orleans-gateway-connected-clients", "orleans-scheduler-long-running-turns",
        "orleans-watchdog-health-checks-failed",
    ],
        StringComparer.Ordinal);

    /// <summary>Adds the meters.</summary>
    public static MeterProviderBuilder AddMeters(this MeterProviderBuilder metrics) => metrics
        .AddMeter("Members.*", Orleans, "System.Runtime", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel")
        .AddView(instrument => IsLeftOut(instrument) ? MetricStreamConfiguration.Drop : null)
        .AddView("http.server.request.duration", new ExplicitBucketHistogramConfiguration
        {
            Boundaries = [.. Durations.Buckets],
            RecordMinMax = false,
        });

    // How many requests there are at a moment says little, and is written twice for each.
    private static bool IsLeftOut(Instrument instrument) =>
        instrument.Name == "http.server.active_requests"
        || (instrument.Meter.Name == Orleans && !OfOrleans.Contains(instrument.Name));
}
