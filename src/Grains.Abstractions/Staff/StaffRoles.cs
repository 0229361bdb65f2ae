namespace Members.Staff;

/// <summary>What a member may do for the site (admission, section 6). A person may have several roles.</summary>
[Flags]
[Alias("members.StaffRoles")]
public enum StaffRoles
{
    /// <summary>Nothing: a member like all others.</summary>
    None = 0,

    /// <summary>Everything but what answers a ticket for another member and making API keys, which could get one.</summary>
    Owner = 1,

    /// <summary>Decides on applications and makes invitations; reads the form and the rules.</summary>
    Approver = 2,

    /// <summary>Reads members and their events, mails set-password links, ends sessions and confirms addresses.</summary>
    Helpdesk = 4,

    /// <summary>Reads everything and changes nothing.</summary>
    Auditor = 8,
}

/// <summary>Sets of roles.</summary>
/// <remarks>Not a value of the enumeration: it would be stored by name, and roles added later would raise those who have all.</remarks>
public static class StaffRoleSet
{
    /// <summary>Every role.</summary>
    public const StaffRoles All = StaffRoles.Owner | StaffRoles.Approver | StaffRoles.Helpdesk | StaffRoles.Auditor;
}
