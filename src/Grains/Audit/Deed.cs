using Members.Audit;
using Members.Calls;

namespace Members.Grains.Audit;

/// <summary>
/// A command under way, as the audit log will tell of it. Made when the command begins: only then is it certain whose
/// call the flow of execution belongs to.
/// </summary>
/// <param name="type">What is being done.</param>
/// <param name="origin">By whom, and from where.</param>
internal sealed class Deed(AuditType type, CallOrigin origin)
{
    private readonly CallOrigin _origin = AuditText.Clean(origin);

    /// <summary>Whether its success has been put into a record.</summary>
    public bool Recorded { get; private set; }

    /// <summary>Its success, for the record that it changes.</summary>
    public EventRecord Record(DateTimeOffset now)
    {
        Recorded = true;
        return Of(type.Success, now, null);
    }

    /// <summary>That it was done before.</summary>
    public EventRecord Unchanged(DateTimeOffset now) => Of(type.Success, now, AuditResult.Unchanged);

    /// <summary>That it was not done, or perhaps not.</summary>
    public EventRecord Failure(DateTimeOffset now, string result) => Of(type.Failure, now, result);

    private EventRecord Of(string name, DateTimeOffset now, string? result) => new(name, now, _origin.Actor, _origin.Address, result, _origin.TraceId);
}
