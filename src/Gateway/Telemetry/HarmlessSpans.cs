using System.Collections.Frozen;
using System.Diagnostics;
using OpenTelemetry;

namespace Members.Gateway.Telemetry;

/// <summary>
/// Takes everything out of a span that may name a person or hold a secret: only the tags listed here leave the process. Paths, query
/// strings, client addresses, user agents, keys of grains, and the texts of exceptions stay behind (contract I15).
/// </summary>
internal sealed class HarmlessSpans : BaseProcessor<Activity>
{
    // The text of a database query has parameters where values belong (CA2100 sees to it).
    private static readonly FrozenSet<string> Allowed = FrozenSet.ToFrozenSet(
    [
        "http.request.method", "http.route", "http.response.status_code", "url.scheme", "network.protocol.version", "error.type",
        "rpc.system", "rpc.system.name", "rpc.service", "orleans.rpc.service", "rpc.method", "exception.type",
        "orleans.grain.type", "orleans.silo.id", "orleans.storage.provider", "orleans.storage.state.name", "orleans.deactivation.reason",
        "db.system.name", "db.namespace", "db.operation.name", "db.query.text", "db.response.status_code",
    ],
        StringComparer.Ordinal);

    /// <inheritdoc/>
    public override void OnEnd(Activity data)
    {
        ArgumentNullException.ThrowIfNull(data);
        foreach (var tag in data.TagObjects.Where(t => !Allowed.Contains(t.Key)).ToList())
        {
            data.SetTag(tag.Key, null);
        }

        if (data.StatusDescription is not null)
        {
            data.SetStatus(data.Status);
        }

        // A query outside of any request is the runtime's own, several a second.
        if (data.Source.Name == "Npgsql" && data.ParentSpanId == default)
        {
            data.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
        }
    }
}
