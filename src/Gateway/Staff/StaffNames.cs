using Members.Gateway.Json;
using Members.Staff;

namespace Members.Gateway.Staff;

/// <summary>The names of <see cref="StaffRoles"/> in the HTTP API.</summary>
internal static class StaffNames
{
    /// <summary>Each role and its name.</summary>
    public static FlagNames<StaffRoles> Table { get; } = new(
        (a, b) => a | b,
        (StaffRoles.Owner, "owner"),
        (StaffRoles.Approver, "approver"),
        (StaffRoles.Helpdesk, "helpdesk"),
        (StaffRoles.Auditor, "auditor"));
}
