namespace Members.Silo.Backup;

/// <summary>The tables of a backup of PostgreSQL, each a part of lines of JSON.</summary>
internal static class PostgresTables
{
    /// <summary>Records, and who owns which address.</summary>
    public const string Records = "GrainRecord", Addresses = "OwnedAddress";

    /// <summary>
    /// All that is state, and what is derived from it. Not in it: the silos and gateways that run (MembershipEntry, MembershipVersion,
    /// GatewayLease), which are others after a restore; their common settings (ClusterSetting), which the first silo stores; reminders
    /// (Reminder), which it sets; and queries (OrleansQuery), which are part of the schema.
    /// </summary>
    public static IReadOnlyList<string> All { get; } =
        [Records, "MemberEntry", Addresses, "AdmissionEntry", "MemberListing", "Invitation"];

    /// <summary>The part that holds a table.</summary>
    public static string Part(string table) => table + ".jsonl";
}
