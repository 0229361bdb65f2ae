using Members.Audit;
using Members.Calls;

namespace Members.Grains.Audit;

/// <summary>
/// An audit event as stored. The type is a word and not an enumeration, so that a row with an event of a later version can still be
/// read.
/// </summary>
/// <param name="Type">One of the names of an <see cref="AuditType"/>.</param>
/// <param name="At">When; of several, the first time.</param>
/// <param name="By">Who.</param>
/// <param name="From">From where.</param>
/// <param name="Result">The result; absent for a success.</param>
/// <param name="Trace">The trace id; of several, the last.</param>
/// <param name="Times">How many times; absent for once.</param>
/// <param name="Until">When it last happened; absent for once.</param>
[GenerateSerializer, Immutable, Alias("members.EventRecord")]
internal sealed record EventRecord(
    string Type, DateTimeOffset At, string By, string? From, string? Result, string? Trace, int? Times = null, DateTimeOffset? Until = null)
    : Extensible
{
    /// <summary>When it last happened.</summary>
    public DateTimeOffset Last() => Until ?? At;

    /// <summary>Whether it is an earlier or later state of the same entry.</summary>
    public bool IsSame(EventRecord other) =>
        At == other.At && Type == other.Type && By == other.By && From == other.From && Result == other.Result;

    /// <summary>Who, from where, in which request.</summary>
    public CallOrigin Origin() => new(By, From, Trace);

    /// <summary>What is shown of it.</summary>
    public MemberEvent View() => new(Type, At, By, From, Result ?? AuditResult.Success, Trace, Times ?? 1, Last());
}
