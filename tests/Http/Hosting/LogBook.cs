using System.Collections.Concurrent;
using Members.Audit;
using Microsoft.Extensions.Logging;

namespace Members.Tests.Http.Hosting;

/// <summary>Keeps what a server writes to its log.</summary>
internal sealed class LogBook : ILoggerProvider
{
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly ConcurrentQueue<AuditLine> _audit = new();

    public string Text => string.Join('\n', _lines);

    /// <summary>The lines of the audit log, as a structured logger sees them.</summary>
    public IReadOnlyList<AuditLine> Audit => [.. _audit];

    /// <summary>The lines about one request.</summary>
    public IReadOnlyList<AuditLine> Of(Reply reply) => [.. Audit.Where(l => l.TraceId == reply.Header("x-wix-request-id"))];

    public ILogger CreateLogger(string categoryName) => new Writer(categoryName, this);

    public void Dispose()
    {
    }

    private void Add(string line, EventId id, LogLevel level, object? state)
    {
        _lines.Enqueue(line);
        if (AuditType.AllNames.Contains(id.Name) && state is IEnumerable<KeyValuePair<string, object?>> properties)
        {
            var said = properties.ToDictionary(p => p.Key, p => (string)p.Value!);
            _audit.Enqueue(new(level, said["Event"], said["Result"], said["Actor"], said["Subject"], said["Address"], said["TraceId"], said["Time"], said["Detail"]));
        }
    }

    private sealed class Writer(string category, LogBook book) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            book.Add($"{logLevel} {category} {formatter(state, exception)} {exception}", category == AuditLog.Category ? eventId : default, logLevel, state);
    }
}

/// <summary>A line of the audit log.</summary>
internal sealed record AuditLine(LogLevel Level, string Event, string Result, string Actor, string Subject, string Address, string TraceId, string Time, string Detail);
