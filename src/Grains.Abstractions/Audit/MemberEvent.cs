namespace Members.Audit;

/// <summary>A security event of a member, as it is shown.</summary>
/// <param name="Type">One of the names of an <see cref="AuditType"/>.</param>
/// <param name="At">When; of several folded into one, the first time.</param>
/// <param name="Actor">Who, as in <see cref="Calls.CallOrigin"/>.</param>
/// <param name="Address">From where; of several, the first address. Null when unknown.</param>
/// <param name="Result">A word of <see cref="AuditResult"/>.</param>
/// <param name="TraceId">The trace id that the caller was answered with; of several, the last.</param>
/// <param name="Count">How many times, within an hour of each other and from one network.</param>
/// <param name="LastAt">When it last happened.</param>
[GenerateSerializer, Immutable, Alias("members.MemberEvent")]
public sealed record MemberEvent(
    string Type, DateTimeOffset At, string Actor, string? Address, string Result, string? TraceId, int Count, DateTimeOffset LastAt);
