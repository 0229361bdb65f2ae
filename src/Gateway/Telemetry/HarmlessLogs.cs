using System.Collections.Frozen;
using OpenTelemetry;
using OpenTelemetry.Logs;

namespace Members.Gateway.Telemetry;

/// <summary>
/// Takes everything out of a log line that may name a person or hold a secret (contract I15). What is left are the level, the category,
/// the event, the trace, the text with placeholders where values belong, and the type of an exception.
/// </summary>
internal sealed class HarmlessLogs : BaseProcessor<LogRecord>
{
    // Of the audit log, what happened and how it ended. Who, on whom and from where stay behind.
    private static readonly FrozenSet<string> Allowed = FrozenSet.ToFrozenSet(["Event", "Result", "Method"], StringComparer.Ordinal);

    /// <inheritdoc/>
    public override void OnEnd(LogRecord data)
    {
        ArgumentNullException.ThrowIfNull(data);
        List<KeyValuePair<string, object?>> kept = IsOurs(data)
            ? [.. data.Attributes?.Where(a => Allowed.Contains(a.Key)) ?? []]
            : [];
        if (data.Exception is { } fault)
        {
            kept.Add(new("exception.type", fault.GetType().FullName));
            data.Exception = null;
        }

        data.Attributes = kept;
        data.FormattedMessage = null;
        data.Body = IsConstant(data.Body) ? data.Body : null;
    }

    private static bool IsOurs(LogRecord line) => line.CategoryName?.StartsWith("Members.", StringComparison.Ordinal) == true;

    // A text that stands in a program is interned, one that was put together while it ran is not: libraries do that too. Should this be
    // wrong, the text is missing, and the event and the log tell what it was.
    private static bool IsConstant(string? text) => text is not null && string.IsInterned(text) is not null;
}
