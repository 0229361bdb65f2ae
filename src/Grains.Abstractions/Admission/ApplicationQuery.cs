using System.Collections.Immutable;
using Members.Accounts;
using Members.Directory;

namespace Members.Admission;

/// <summary>Which applications to list. Each filter that is not null must hold.</summary>
[GenerateSerializer, Immutable, Alias("members.ApplicationQuery")]
public sealed record ApplicationQuery
{
    /// <summary>The statuses of the members; empty for any.</summary>
    [Id(0)]
    public ImmutableArray<MemberStatus> Statuses { get; init; } = [MemberStatus.Pending];

    /// <summary>The domain of the address.</summary>
    [Id(1)]
    public string? Domain { get; init; }

    /// <summary>The network that the application came from.</summary>
    [Id(2)]
    public string? Network { get; init; }

    /// <summary>The name of the admission rule that decided.</summary>
    [Id(3)]
    public string? Rule { get; init; }

    /// <summary>The id of the invitation that was used.</summary>
    [Id(4)]
    public string? Invitation { get; init; }

    /// <summary>A text in the address, the name or the answers, in any letter case and width.</summary>
    [Id(5)]
    public string? Text { get; init; }

    /// <summary>Whether the newest come first.</summary>
    [Id(6)]
    public bool NewestFirst { get; init; }

    /// <summary>The size of a page.</summary>
    [Id(7)]
    public int Limit { get; init; } = 50;

    /// <summary>Where the previous page ended: the time of the application, and the member; null for the first.</summary>
    [Id(8)]
    public PageMark? After { get; init; }

    /// <summary>Applications submitted before this; null for all.</summary>
    [Id(9)]
    public DateTimeOffset? SubmittedBefore { get; init; }

    /// <summary>The newest application of this member; null for all.</summary>
    [Id(10)]
    public Guid? Member { get; init; }
}
