namespace Members.Accounts;

/// <summary>What callers see of a member: never a hash, a digest or another secret.</summary>
[GenerateSerializer, Immutable, Alias("members.MemberView")]
public sealed record MemberView
{
    /// <summary>The member id.</summary>
    [Id(0)]
    public required Guid Id { get; init; }

    /// <summary>The login address as typed.</summary>
    [Id(1)]
    public required string LoginEmail { get; init; }

    /// <summary>The status.</summary>
    [Id(2)]
    public required MemberStatus Status { get; init; }

    /// <summary>Name, picture, contact details and custom fields.</summary>
    [Id(3)]
    public required ContactInfo Contact { get; init; }

    /// <summary>Who may see the profile.</summary>
    [Id(4)]
    public required ProfilePrivacy Privacy { get; init; }

    /// <summary>When the member registered.</summary>
    [Id(5)]
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the member's record last changed.</summary>
    [Id(6)]
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>When the member last logged in; null for never.</summary>
    [Id(7)]
    public DateTimeOffset? LastLoginAt { get; init; }

    /// <summary>The id of the member's contact, which is not the member id.</summary>
    [Id(8)]
    public required Guid ContactId { get; init; }

    /// <summary>Whether the login address is verified.</summary>
    [Id(9)]
    public required bool EmailVerified { get; init; }

    /// <summary>When the member's block ends by itself; null when they are not blocked, or for good.</summary>
    [Id(10)]
    public DateTimeOffset? BlockedUntil { get; init; }

    /// <summary>Why the member is blocked.</summary>
    [Id(11)]
    public string? BlockReason { get; init; }

    /// <summary>When the deletion that the member asked for takes effect; null for none. It is for staff: no API shows it.</summary>
    [Id(12)]
    public DateTimeOffset? DeletionAt { get; init; }

    /// <summary>The id only: Orleans logs messages that it cannot deliver (contract I15).</summary>
    public override string ToString() => $"member {Id}";
}
