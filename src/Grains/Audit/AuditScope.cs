using Members.Audit;
using Members.Calls;

namespace Members.Grains.Audit;

/// <summary>
/// A command that is being carried out, as the audit log will tell of it. Made when the command begins: only then is it certain
/// whose call the flow of execution belongs to.
/// </summary>
/// <param name="type">What is being done.</param>
/// <param name="origin">By whom, and from where.</param>
internal sealed class AuditScope(AuditType type, CallOrigin origin)
{
    private readonly CallOrigin _origin = AuditText.Clean(origin);

    /// <summary>Whether the success has been put into a record.</summary>
    public bool IsRecorded { get; private set; }

    /// <summary>The event of success, for the record that the command changes.</summary>
    public EventRecord Success(DateTimeOffset now)
    {
        IsRecorded = true;
        return Event(type.Success, now, null);
    }

    /// <summary>The event of something else that the command has done with it.</summary>
    public EventRecord Also(AuditType other, DateTimeOffset now) => Event(other.Success, now, null);

    /// <summary>The event of a command that had been done before.</summary>
    public EventRecord Unchanged(DateTimeOffset now) => Event(type.Success, now, AuditResult.Unchanged);

    /// <summary>The event of a command that was refused, or whose outcome is unknown.</summary>
    public EventRecord Failure(DateTimeOffset now, string result) => Event(type.Failure, now, result);

    private EventRecord Event(string name, DateTimeOffset now, string? result) =>
        new(name, now, _origin.Actor, _origin.Address, result, _origin.TraceId);
}
