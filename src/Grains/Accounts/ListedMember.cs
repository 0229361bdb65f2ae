using Members.Accounts;
using Members.Grains.Applications;
using Members.Grains.Emails;
using Members.Grains.Storage;

namespace Members.Grains.Accounts;

/// <summary>
/// What a list reads of a stored <see cref="MemberRecord"/>. The parser steps over everything else, which is most of the record:
/// sessions, tokens and events. It is never written, so it need not keep what it does not know.
/// </summary>
internal sealed record ListedMember : IShownMember, IVersioned
{
    /// <summary>The schema number of the record.</summary>
    public int Schema { get; init; }

    /// <inheritdoc/>
    public Guid Id { get; init; }

    /// <inheritdoc/>
    public MemberStatus Status { get; init; }

    /// <inheritdoc/>
    public DateTimeOffset CreatedAt { get; init; }

    /// <inheritdoc/>
    public DateTimeOffset UpdatedAt { get; init; }

    /// <inheritdoc/>
    public DateTimeOffset? LastLoginAt { get; init; }

    /// <inheritdoc/>
    public Profile Profile { get; init; } = Profile.Empty;

    /// <inheritdoc/>
    public Addresses Addresses { get; init; } = Addresses.None;

    /// <inheritdoc/>
    public SuspensionRecord? Suspension { get; init; }

    /// <inheritdoc/>
    public DateTimeOffset? DeletionAt { get; init; }

    /// <inheritdoc/>
    public void EnsureKnown() => NewerSchemaException.ThrowIfNewer(Schema, MemberRecord.Known);

    /// <summary>Whether it is of this member and complete. JSON that is well-formed need not be.</summary>
    public bool IsOf(Guid member) => Id == member && this is { Addresses.Login.Typed: not null, Profile.Contact: not null };
}
