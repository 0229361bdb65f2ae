using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Members.Silo.Hosting;

/// <summary>The settings of the process, in the section <c>Members</c>. <c>--help</c> prints the descriptions.</summary>
/// <remarks>Not a record, whose text form would reveal the key.</remarks>
internal sealed class MembersSiloOptions
{
    [Description("Directory of the database and the mail folder")]
    public string DataDirectory { get; set; } = "data";

    [Description("A first API key with all scopes, 32 characters or more, instead of a generated one")]
    public string? BootstrapApiKey { get; set; }

    [Description("E-mail address of somebody who is made an owner at this start, and a member if need be; also --owner EMAIL")]
    public string? Owner { get; set; }

    /// <summary>The cluster's database. Secret, since it may hold a password.</summary>
    [Description("PostgreSQL connection string; makes this one of several silos instead of a single one on a SQLite file")]
    public string? Database { get; set; }

    [Description("Address or host name at which other silos and gateways reach this silo")]
    public string AdvertisedAddress { get; set; } = "127.0.0.1";

    [Description("Port for other silos; only with Members:Database"), Range(1, 65535)]
    public int SiloPort { get; set; } = 11111;

    // At most half of the time-out of a database command: the statement that declares a silo dead waits for the end of its lease.
    [Description("How long a silo answers from memory without contact to the database; the same for all silos")]
    [Range(typeof(TimeSpan), "00:00:01", "00:00:05")]
    public TimeSpan LeaseDuration { get; set; } = TimeSpan.FromSeconds(2);

    [Description("Port for gateways and other Orleans clients; 0 keeps it closed"), Range(0, 65535)]
    public int OrleansGatewayPort { get; set; }
}
