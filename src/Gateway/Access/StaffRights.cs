using Members.Staff;

namespace Members.Gateway.Access;

/// <summary>What roles allow (admission, section 6).</summary>
internal static class StaffRights
{
    /// <summary>Whether somebody with these roles may call a route.</summary>
    /// <param name="roles">The caller's roles.</param>
    /// <param name="route">The roles that the route is for; none where API keys alone may call.</param>
    /// <param name="reads">Whether the call is a GET, which changes nothing.</param>
    public static bool Allow(StaffRoles roles, StaffRoles route, bool reads) =>
        route != StaffRoles.None
        && ((roles & (route | StaffRoles.Owner)) != StaffRoles.None || (reads && roles.HasFlag(StaffRoles.Auditor)));
}
