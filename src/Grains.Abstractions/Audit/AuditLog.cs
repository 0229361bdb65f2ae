using Members.Calls;
using Microsoft.Extensions.Logging;

namespace Members.Audit;

/// <summary>
/// Writes security events into the ordinary log, under a category of their own: whatever a host does with its log, it
/// can do with these alone. Refusals are warnings, the rest is information.
/// </summary>
/// <remarks>
/// Not by <c>[LoggerMessage]</c>: that wants a method for each event id, and there are more than thirty with the same
/// fields. The properties and the ids are what it would make.
/// </remarks>
public sealed class AuditLog
{
    /// <summary>The category.</summary>
    public const string Category = "Members.Audit";

    private readonly ILogger _logger;

    /// <summary>Over the host's log.</summary>
    public AuditLog(ILoggerFactory loggers)
    {
        ArgumentNullException.ThrowIfNull(loggers);
        _logger = loggers.CreateLogger(Category);
    }

    /// <summary>Writes an event.</summary>
    /// <param name="name">One of the names of an <see cref="AuditType"/>.</param>
    /// <param name="result">A word of <see cref="AuditResult"/>.</param>
    /// <param name="origin">Who, from where, and in which request.</param>
    /// <param name="subject">Whom or what it is about: see <see cref="AuditSubject"/>.</param>
    /// <param name="at">When.</param>
    /// <param name="detail">What else there is to know, in words of our own.</param>
    public void Write(string name, string result, CallOrigin origin, string subject, DateTimeOffset at, string? detail = null)
    {
        ArgumentNullException.ThrowIfNull(origin);
        var level = AuditType.IsFailure(name) ? LogLevel.Warning : LogLevel.Information;
        if (_logger.IsEnabled(level))
        {
            var line = new AuditLine(name, result, origin.Actor, subject, origin.Address, origin.TraceId, at, detail);
            try
            {
                _logger.Log(level, new EventId(AuditType.NumberOf(name), name), line, null, static (l, _) => l.ToString());
            }
            catch (AggregateException)
            {
                // What loggers throw when their sink fails. What was done is done: nobody may be told otherwise because of it.
            }
        }
    }
}
