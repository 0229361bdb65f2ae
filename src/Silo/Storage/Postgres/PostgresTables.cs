namespace Members.Silo.Storage.Postgres;

/// <summary>The tables of the schema: those that a backup carries, and the others.</summary>
internal static class PostgresTables
{
    /// <summary>Records, and who owns which address.</summary>
    public const string Records = "GrainRecord", Addresses = "OwnedAddress";

    /// <summary>All that is state, and what is derived from it, in the order in which it is loaded.</summary>
    public static IReadOnlyList<string> Carried { get; } =
        [Records, "MemberEntry", Addresses, "AdmissionEntry", "MemberListing", "Invitation"];

    /// <summary>The others, each with the reason why a backup goes without it.</summary>
    public static IReadOnlyDictionary<string, string> Others { get; } = new Dictionary<string, string>
    {
        ["MembershipEntry"] = "the silos that run, which are others after a restore",
        ["MembershipVersion"] = "counts the changes of the silos that run",
        ["GatewayLease"] = "the gateways that run, which are others after a restore",
        ["ClusterSetting"] = "what the silos that run have agreed on; the first silo stores it",
        ["Reminder"] = "the first silo sets them",
        ["OrleansQuery"] = "part of the schema, which a restore makes",
        ["SchemaVersions"] = "the scripts that have run; a backup names them itself, and a restore runs them",
    };
}
