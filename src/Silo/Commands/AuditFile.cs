using System.Globalization;
using Members.Audit;
using Members.Silo.Hosting;

namespace Members.Silo.Commands;

/// <summary>
/// Writes the audit events of a command to a file in the data directory, since no service is there whose log has them. Nothing else of
/// the log is kept.
/// </summary>
internal sealed class AuditFile(string path) : ILoggerProvider, ILogger
{
    private readonly Lock _lock = new();
    private StreamWriter? _file;

    public ILogger CreateLogger(string categoryName) =>
        categoryName == AuditLog.Category ? this : Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        lock (_lock)
        {
            _file ??= new StreamWriter(PrivateFile.Append(path)) { AutoFlush = true };
            _file.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{eventId.Id} {formatter(state, exception)}"));
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _file?.Dispose();
            _file = null;
        }
    }
}
