using System.Collections.Immutable;
using Members.Accounts;

namespace Members.Staff;

/// <summary>A member and their roles.</summary>
/// <param name="Member">The member.</param>
/// <param name="Roles">The roles, at least one.</param>
[GenerateSerializer, Immutable, Alias("members.StaffEntry")]
public sealed record StaffEntry(Guid Member, StaffRoles Roles);

/// <summary>
/// Who has which roles. Whoever is not ACTIVE keeps their roles and cannot use them: they have no session to call with.
/// </summary>
/// <param name="Entries">At most 100.</param>
[GenerateSerializer, Immutable, Alias("members.StaffRoster")]
public sealed record StaffRoster(ImmutableArray<StaffEntry> Entries)
{
    /// <summary>The roles of a member.</summary>
    public StaffRoles RolesOf(Guid member)
    {
        foreach (var entry in Entries)
        {
            if (entry.Member == member)
            {
                return entry.Roles;
            }
        }

        return StaffRoles.None;
    }
}

/// <summary>A person of the staff, as shown.</summary>
/// <param name="Id">The member.</param>
/// <param name="Name">What the person is called: a name, or else the address.</param>
/// <param name="Email">The login address.</param>
/// <param name="Roles">The roles.</param>
/// <param name="Status">The member's status: roles sleep while it is not active.</param>
[GenerateSerializer, Immutable, Alias("members.StaffPerson")]
public sealed record StaffPerson(Guid Id, string Name, string Email, StaffRoles Roles, MemberStatus Status)
{
    /// <summary>The id and the roles only: Orleans logs messages that it cannot deliver (contract I15).</summary>
    public override string ToString() => $"member {Id}: {Roles}";
}

/// <summary>The staff of a site.</summary>
/// <param name="People">In the order in which they got their first role.</param>
[GenerateSerializer, Immutable, Alias("members.StaffList")]
public sealed record StaffList(ImmutableArray<StaffPerson> People);
