using System.Collections.Concurrent;
using System.Diagnostics;
using Members.Tests.Http.Hosting;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Members.Tests.Http.Telemetry;

/// <summary>A server that sends its traces and metrics to a collector.</summary>
public sealed class TracedServer : SharedServer
{
    private readonly ConcurrentQueue<Activity> _ended = new();

    internal Collector Collector { get; } = Collector.Start();

    /// <summary>The spans of the trace that a response names, those that have ended.</summary>
    internal IReadOnlyList<Activity> Of(Reply reply) =>
        [.. _ended.Where(s => s.TraceId.ToHexString() == reply.Header("x-wix-request-id"))];

    /// <summary>Sends what has not been sent yet.</summary>
    internal static void Flush(MembersServer server)
    {
        server.App.Services.GetRequiredService<TracerProvider>().ForceFlush();
        server.App.Services.GetRequiredService<MeterProvider>().ForceFlush();
    }

    private protected override Task<MembersServer> Start() => MembersServer.Start(
        Collector.Settings.Select(s => (s.Key, s.Value)),
        configure: builder => builder.Services.ConfigureOpenTelemetryTracerProvider(traces => traces.AddProcessor(new Spans(_ended))));

    private sealed class Spans(ConcurrentQueue<Activity> ended) : BaseProcessor<Activity>
    {
        public override void OnEnd(Activity data) => ended.Enqueue(data);
    }
}
