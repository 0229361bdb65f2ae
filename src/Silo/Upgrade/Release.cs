namespace Members.Silo.Upgrade;

/// <summary>What a version does with a database that another version uses too (docs/versions.md).</summary>
/// <param name="Version">Its number, such as <c>0.1.0</c>.</param>
/// <param name="RollsFrom">
/// The oldest version whose silos may run beside its own. The version itself where calls or stored names have changed so that none may.
/// </param>
/// <param name="ReadsMembers">The highest schema of a member's record that it reads.</param>
/// <param name="WritesMembers">The schema of the record that it writes of every member, whatever they use.</param>
/// <param name="LastScript">The number of its last script for PostgreSQL that is not run at each start.</param>
internal sealed record Release(string Version, string RollsFrom, int ReadsMembers, int WritesMembers, int LastScript)
{
    /// <summary>
    /// Every version that has been published, the oldest first; the last is this one. Whoever raises a number of the product raises it
    /// here: <c>ReleaseTests</c> compares them.
    /// </summary>
    public static IReadOnlyList<Release> All { get; } =
    [
        new("0.1.0", RollsFrom: "0.1.0", ReadsMembers: 6, WritesMembers: 2, LastScript: 6),
    ];
}
