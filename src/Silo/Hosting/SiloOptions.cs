using System.ComponentModel;

namespace Members.Silo.Hosting;

/// <summary>What can be set about the process. Section <c>Members</c>; the descriptions are what <c>--help</c> prints.</summary>
/// <remarks>A class and not a record on purpose: a record's text form would show the key.</remarks>
internal sealed class SiloOptions
{
    /// <summary>Where everything is kept.</summary>
    [Description("Directory that holds the database and the mail folder")]
    public string DataDirectory { get; set; } = "data";

    /// <summary>A first API key of the operator's choice.</summary>
    [Description("A first API key with all scopes, 32 characters or more, instead of a generated one")]
    public string? BootstrapApiKey { get; set; }

    /// <summary>The cluster's database. A secret: it holds a password.</summary>
    [Description("PostgreSQL connection string; makes this one of several silos instead of the whole product on a SQLite file")]
    public string? Database { get; set; }

    /// <summary>Where other silos and the gateways find this silo.</summary>
    [Description("Address or host name at which other silos and gateways reach this one")]
    public string AdvertisedAddress { get; set; } = "127.0.0.1";

    /// <summary>The port for other silos.</summary>
    [Description("Port for other silos; only with Members:Database")]
    public int SiloPort { get; set; } = 11111;

    /// <summary>How long a silo may answer from memory after it has last proven that it is in the cluster.</summary>
    [Description("How long a silo answers from memory without a word from the database, 1 to 30 seconds; the same for all silos")]
    public TimeSpan LeaseDuration { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>The port at which other Orleans services call the grains.</summary>
    [Description("Port for gateways and other Orleans services that call the grains; 0 keeps it closed")]
    public int OrleansGatewayPort { get; set; }
}
