using Members.Calls;
using Microsoft.Extensions.Logging;

namespace Members.Audit;

/// <summary>
/// Writes security events to the application's log, in a category of their own, so that a host can route or filter them separately.
/// Refusals are warnings, everything else is information.
/// </summary>
/// <remarks>
/// Not with <c>[LoggerMessage]</c>, which needs a method for each event id, and there are more than thirty with the same fields. The
/// properties and the ids are the same as it would generate.
/// </remarks>
public sealed class AuditLog
{
    /// <summary>The log category.</summary>
    public const string Category = "Members.Audit";

    private readonly ILogger _logger;

    /// <summary>Writes to the host's log.</summary>
    public AuditLog(ILoggerFactory loggers)
    {
        ArgumentNullException.ThrowIfNull(loggers);
        _logger = loggers.CreateLogger(Category);
    }

    /// <summary>The newest events of this process.</summary>
    internal RecentEvents Recent { get; } = new();

    /// <summary>Writes an event.</summary>
    /// <param name="name">One of the names of an <see cref="AuditType"/>.</param>
    /// <param name="result">A word of <see cref="AuditResult"/>.</param>
    /// <param name="origin">Who, from where, and in which request.</param>
    /// <param name="subject">Who or what it is about: see <see cref="AuditSubject"/>.</param>
    /// <param name="at">When.</param>
    /// <param name="detail">Further detail, never from user input.</param>
    public void Write(string name, string result, CallOrigin origin, string subject, DateTimeOffset at, string? detail = null)
    {
        ArgumentNullException.ThrowIfNull(origin);
        var isFailure = AuditType.IsFailure(name);
        var level = isFailure ? LogLevel.Warning : LogLevel.Information;
        var line = new AuditLine(name, result, origin.Actor, subject, origin.Address, origin.TraceId, at, detail);
        Recent.Add(at, line, isFailure);
        if (_logger.IsEnabled(level))
        {
            try
            {
                _logger.Log(level, new EventId(AuditType.NumberOf(name), name), line, null, static (l, _) => l.ToString());
            }
            catch (AggregateException)
            {
                // Thrown when a log sink fails. The command has been carried out, and its caller must not be told otherwise.
            }
        }
    }
}
