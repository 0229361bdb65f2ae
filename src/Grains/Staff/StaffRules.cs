using Members.Grains.Storage;
using Members.Outcomes;
using Members.Staff;

namespace Members.Grains.Staff;

/// <summary>How the roles of a site's staff change.</summary>
internal static class StaffRules
{
    /// <summary>The most people of a staff.</summary>
    public const int MostPeople = 100;

    /// <summary>How long an owner who may be blocked or deleted counts no more as one who stays: longer than any call takes.</summary>
    public static readonly TimeSpan LeavingFor = TimeSpan.FromSeconds(30);

    /// <summary>What is wrong with a set of roles.</summary>
    public static Refusal.Invalid? Check(StaffRoles roles) => roles == StaffRoles.None || (roles & ~StaffRoleSet.All) != 0
        ? new Refusal.Invalid(new Violation("roles", "REQUIRED", "The roles must be one or more. To take all away, remove the person."))
        : null;

    /// <summary>Whether somebody would no longer be an owner, so that it matters who else is one.</summary>
    public static bool TakesOwner(StaffRecord record, Guid member, StaffRoles roles) =>
        record.RolesOf(member).HasFlag(StaffRoles.Owner) && !roles.HasFlag(StaffRoles.Owner);

    /// <summary>Gives a member these roles and no others; none removes them.</summary>
    /// <param name="record">The staff.</param>
    /// <param name="member">The member, who exists and is active unless they are removed.</param>
    /// <param name="roles">The roles.</param>
    /// <param name="hasOtherOwner">Whether another owner is active.</param>
    /// <param name="gone">Members who no longer exist, to be left out from now on.</param>
    public static Decision<StaffRecord, Refusal?> Change(
        StaffRecord record, Guid member, StaffRoles roles, bool hasOtherOwner, IReadOnlySet<Guid> gone)
    {
        if (TakesOwner(record, member, roles) && !hasOtherOwner)
        {
            return new(null, new Refusal.LastOwner());
        }

        var before = record.RolesOf(member);
        if (before == roles)
        {
            return new(null, null);
        }

        var kept = record.Entries.RemoveAll(e => gone.Contains(e.Member));
        if (before == StaffRoles.None && kept.Length >= MostPeople)
        {
            return new(null, new Refusal.Invalid(new Violation(
                "roles", "TOO_MANY", $"A site has a staff of at most {MostPeople} people. Remove somebody first.")));
        }

        var entry = kept.FirstOrDefault(e => e.Member == member);
        var next = roles == StaffRoles.None ? kept.RemoveAll(e => e.Member == member)
            : entry is null ? kept.Add(new StaffEntryRecord(member, roles))
            : kept.Replace(entry, entry with { Roles = roles });
        return new(record with { Entries = next }, null);
    }
}
