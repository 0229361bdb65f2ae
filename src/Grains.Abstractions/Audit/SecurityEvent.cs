using System.Collections.Immutable;
using Members.Calls;

namespace Members.Audit;

/// <summary>A line of the audit log, as it was written.</summary>
/// <param name="Name">One of the names of an <see cref="AuditType"/>.</param>
/// <param name="Result">A word of <see cref="AuditResult"/>.</param>
/// <param name="Actor">Who.</param>
/// <param name="Subject">Whom or what it is about: an id or a digest, never an address (<see cref="AuditSubject"/>).</param>
/// <param name="Address">From where.</param>
/// <param name="TraceId">In which request.</param>
/// <param name="At">When.</param>
/// <param name="Detail">Further detail.</param>
[GenerateSerializer, Immutable, Alias("members.SecurityEvent")]
public sealed record SecurityEvent(
    string Name, string Result, string Actor, string Subject, string Address, string TraceId, DateTimeOffset At, string Detail)
{
    /// <summary>Whether it is a refusal.</summary>
    public bool IsFailure => AuditType.IsFailure(Name);
}

/// <summary>Which events are wanted: the newest that fit.</summary>
/// <param name="Limit">The most to answer.</param>
[GenerateSerializer, Immutable, Alias("members.SecurityQuery")]
public sealed record SecurityQuery(int Limit)
{
    /// <summary>Events with one of these names; empty for all.</summary>
    [Id(1)]
    public ImmutableArray<string> Names { get; init; } = [];

    /// <summary>Refusals, or what was carried out; null for both.</summary>
    [Id(2)]
    public bool? IsFailure { get; init; }

    /// <summary>Events by one of these, or about one of them; empty for all.</summary>
    [Id(3)]
    public ImmutableArray<string> Who { get; init; } = [];

    /// <summary>Events from this network (<see cref="ClientNetwork"/>); null for all.</summary>
    [Id(4)]
    public string? Network { get; init; }

    /// <summary>Not older than this; null for all.</summary>
    [Id(5)]
    public DateTimeOffset? Since { get; init; }

    /// <summary>Not newer than this; null for all.</summary>
    [Id(6)]
    public DateTimeOffset? Until { get; init; }

    /// <summary>Whether an event is wanted.</summary>
    public bool Fits(SecurityEvent candidate)
    {
        ArgumentNullException.ThrowIfNull(candidate);
        return (Names.IsEmpty || Names.Contains(candidate.Name))
            && (IsFailure is null || IsFailure == candidate.IsFailure)
            && (Who.IsEmpty || Who.Contains(candidate.Actor) || Who.Contains(candidate.Subject))
            && (Network is null || Network == ClientNetwork.Of(candidate.Address))
            && (Since is null || candidate.At >= Since)
            && (Until is null || candidate.At <= Until);
    }

    /// <summary>The newest of several lists that fit, in one.</summary>
    public ImmutableArray<SecurityEvent> Newest(IEnumerable<SecurityEvent> events) =>
        [.. events.Where(Fits).OrderByDescending(e => e.At).Take(Limit)];
}

/// <summary>The newest events of the site, as far as its processes remember them.</summary>
/// <param name="Events">The events, the newest first.</param>
/// <param name="Since">From when on none is missing; earlier ones are in the log alone.</param>
/// <param name="Silent">The silos that did not answer.</param>
[GenerateSerializer, Immutable, Alias("members.SecurityEvents")]
public sealed record SecurityEvents(ImmutableArray<SecurityEvent> Events, DateTimeOffset Since, ImmutableArray<string> Silent);
