using Members.Accounts;
using Members.Grains.Applications;
using Members.Grains.Emails;

namespace Members.Grains.Accounts;

/// <summary>The parts of a member's record that a <see cref="MemberView"/> is made of.</summary>
internal interface IShownMember
{
    Guid Id { get; }

    MemberStatus Status { get; }

    DateTimeOffset CreatedAt { get; }

    DateTimeOffset UpdatedAt { get; }

    DateTimeOffset? LastLoginAt { get; }

    Profile Profile { get; }

    Addresses Addresses { get; }

    SuspensionRecord? Suspension { get; }

    DateTimeOffset? DeletionAt { get; }
}
