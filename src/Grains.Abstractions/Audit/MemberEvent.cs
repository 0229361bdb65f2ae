namespace Members.Audit;

/// <summary>A security event of a member.</summary>
/// <param name="Type">One of the names of an <see cref="AuditType"/>.</param>
/// <param name="At">When it happened; the first time, if several were folded into one.</param>
/// <param name="Actor">Who did it, as in <see cref="Calls.CallOrigin"/>.</param>
/// <param name="Address">From where, the first address if there were several; null if unknown.</param>
/// <param name="Result">A word of <see cref="AuditResult"/>.</param>
/// <param name="TraceId">The trace id that was returned to the caller, the last if there were several.</param>
/// <param name="Count">How often it happened within an hour and from one network.</param>
/// <param name="LastAt">When it last happened.</param>
[GenerateSerializer, Immutable, Alias("members.MemberEvent")]
public sealed record MemberEvent(
    string Type, DateTimeOffset At, string Actor, string? Address, string Result, string? TraceId, int Count, DateTimeOffset LastAt);
