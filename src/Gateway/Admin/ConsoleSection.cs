using Members.Staff;

namespace Members.Gateway.Admin;

/// <summary>A part of the console.</summary>
/// <param name="Path">Its first page, from the root of the site on.</param>
/// <param name="Key">The key of its name.</param>
/// <param name="Roles">Who may open it, beside owners and auditors.</param>
internal sealed record ConsoleSection(string Path, string Key, StaffRoles Roles)
{
    public static readonly IReadOnlyList<ConsoleSection> All =
    [
        new("admin", "Home", StaffRoleSet.All),
        new("admin/queue", "Queue", StaffRoles.Approver),
        new("admin/members", "People", StaffRoles.Helpdesk),
        new("admin/invitations", "Invitations", StaffRoles.Approver),
        new("admin/doors", "Doors", StaffRoles.Approver),
        new("admin/form", "Form", StaffRoles.Approver),
        new("admin/mails", "Mails", StaffRoles.Owner),
        new("admin/import", "Import", StaffRoles.Owner),
        new("admin/staff", "Staff", StaffRoles.Owner),
        new("admin/settings", "Settings", StaffRoles.Owner),
        new("admin/keys", "Keys", StaffRoles.Owner),
        new("admin/clients", "Clients", StaffRoles.Owner),
        new("admin/security", "Security", StaffRoles.Owner),
        new("admin/system", "System", StaffRoles.Owner),
    ];
}
