using Members.Audit;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;

namespace Members.Tests.Http.Hosting;

/// <summary>What a server has logged.</summary>
internal sealed class ServerLog : IDisposable
{
    public FakeLoggerProvider Provider { get; } = new();

    public string Text => Provider.Collector.Text();

    /// <summary>The audit events, as a structured logger sees them.</summary>
    public IReadOnlyList<AuditLine> Audit =>
    [
        .. from record in Provider.Collector.GetSnapshot()
           where record.Category == AuditLog.Category && AuditType.AllNames.Contains(record.Id.Name)
           select AuditLine.Of(record),
    ];

    /// <summary>The audit events of one request.</summary>
    public IReadOnlyList<AuditLine> Of(Reply reply) => [.. Audit.Where(l => l.TraceId == reply.Header("x-wix-request-id"))];

    public void Dispose() => Provider.Dispose();
}

/// <summary>An audit event in the log.</summary>
internal sealed record AuditLine(
    LogLevel Level, string Event, string Result, string Actor, string Subject, string Address, string TraceId, string Time, string Detail)
{
    public static AuditLine Of(FakeLogRecord record)
    {
        var values = record.StructuredState!.ToDictionary(p => p.Key, p => p.Value!);
        return new AuditLine(
            record.Level, values["Event"], values["Result"], values["Actor"], values["Subject"], values["Address"], values["TraceId"],
            values["Time"], values["Detail"]);
    }
}
