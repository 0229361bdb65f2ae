using System.Collections;
using System.Globalization;

namespace Members.Audit;

/// <summary>
/// One line of the audit log: properties for structured loggers, and a text for consoles. Every value is cleaned in the constructor, so
/// no line can exist without it.
/// </summary>
internal readonly struct AuditLine(
    string name, string result, string actor, string subject, string? address, string? traceId, DateTimeOffset at, string? detail)
    : IReadOnlyList<KeyValuePair<string, object?>>
{
    private const string Template = "{Event} {Result} by {Actor} on {Subject} from {Address} trace {TraceId} at {Time} {Detail}";
    private const string Absent = "-";

    private readonly string[] _values =
    [
        AuditText.Clean(name),
        AuditText.Clean(result),
        AuditText.Clean(actor),
        AuditText.Clean(subject),
        AuditText.Clean(address ?? Absent),
        AuditText.Clean(traceId ?? Absent),
        at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
        AuditText.Clean(detail ?? Absent),
        Template,
    ];

    private static readonly string[] Names =
        ["Event", "Result", "Actor", "Subject", "Address", "TraceId", "Time", "Detail", "{OriginalFormat}"];

    public int Count => Names.Length;

    public KeyValuePair<string, object?> this[int index] => new(Names[index], _values[index]);

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator()
    {
        for (var i = 0; i < Count; i++)
        {
            yield return this[i];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>What it says, to be shown.</summary>
    public SecurityEvent Event(DateTimeOffset at) =>
        new(_values[0], _values[1], _values[2], _values[3], _values[4], _values[5], at, _values[7]);

    public override string ToString() =>
        $"{_values[0]} {_values[1]} by {_values[2]} on {_values[3]} from {_values[4]} trace {_values[5]} at {_values[6]} {_values[7]}";
}
