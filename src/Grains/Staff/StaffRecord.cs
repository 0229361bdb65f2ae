using System.Collections.Immutable;
using Members.Grains.Storage;
using Members.Staff;

namespace Members.Grains.Staff;

/// <summary>The staff of a site, as stored.</summary>
[GenerateSerializer, Immutable, Alias("members.StaffRecord")]
internal sealed record StaffRecord : VersionedRecord
{
    /// <summary>Those who have a role, in the order in which they got their first.</summary>
    [Id(1)]
    public ImmutableArray<StaffEntryRecord> Entries { get; init; } = [];

    /// <summary>The roles of a member.</summary>
    public StaffRoles RolesOf(Guid member) => Entries.FirstOrDefault(e => e.Member == member)?.Roles ?? StaffRoles.None;

    /// <summary>What is remembered of it.</summary>
    public StaffRoster Roster() => new([.. Entries.Select(e => new StaffEntry(e.Member, e.Roles))]);

    /// <inheritdoc/>
    public override int KnownSchema() => 1;
}

/// <summary>A member and their roles, as stored.</summary>
/// <param name="Member">The member.</param>
/// <param name="Roles">The roles.</param>
[GenerateSerializer, Immutable, Alias("members.StaffEntryRecord")]
internal sealed record StaffEntryRecord(Guid Member, StaffRoles Roles) : Extensible;
