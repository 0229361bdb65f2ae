using Members.Staff;

namespace Members.Gateway.Staff;

/// <summary>The names of <see cref="StaffRoles"/> in the HTTP API.</summary>
internal static class StaffNames
{
    private static readonly (StaffRoles Role, string Name)[] Names =
    [
        (StaffRoles.Owner, "owner"),
        (StaffRoles.Approver, "approver"),
        (StaffRoles.Helpdesk, "helpdesk"),
        (StaffRoles.Auditor, "auditor"),
    ];

    public static IEnumerable<string> All => Names.Select(n => n.Name);

    public static IReadOnlyList<string> List(StaffRoles roles) =>
        roles == StaffRoles.None ? [] : [.. Names.Where(n => roles.HasFlag(n.Role)).Select(n => n.Name)];

    /// <summary>The roles of these names; null when one is unknown.</summary>
    public static StaffRoles? TryParse(IEnumerable<string?> names)
    {
        var roles = StaffRoles.None;
        foreach (var name in names)
        {
            var known = Names.FirstOrDefault(n => n.Name == name);
            if (known.Name is null)
            {
                return null;
            }

            roles |= known.Role;
        }

        return roles;
    }
}
