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

    /// <summary>Where people reach the site from outside; mailed links begin with it.</summary>
    [Description("Address of the site from outside, for mailed links; ASPNETCORE_URLS when absent")]
    public string? PublicBaseUrl { get; set; }

    /// <summary>The port at which other Orleans services call the grains.</summary>
    [Description("Loopback port for other Orleans services that call the grains; 0 keeps it closed")]
    public int OrleansGatewayPort { get; set; }
}
