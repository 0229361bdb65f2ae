using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Members.Gateway;

/// <summary>The settings of the HTTP side, in section <c>Members</c>. <c>--help</c> prints the descriptions.</summary>
public sealed class MembersGatewayOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Members";

    /// <summary>Functions that any visitor may call without a credential.</summary>
    [Description("Functions open to any visitor: register, login, sendSetPasswordEmail; none by default")]
    public IList<string> Elevate { get; } = [];

    /// <summary>How many calls of such functions one client address may make in a minute.</summary>
    [Description("Calls of opened functions that one client address may make in a minute"), Range(1, 100_000)]
    public int VisitorRequestsPerMinute { get; set; } = 60;

    /// <summary>How many credentials that are not good one client address may try in a minute.</summary>
    [Description("Credentials that turn out not to be good, which one client address may try in a minute"), Range(1, 100_000)]
    public int FailedCredentialsPerMinute { get; set; } = 300;

    /// <summary>How long after it arrives a request is answered at the earliest, if its timing could tell who is a member.</summary>
    [Description("Earliest time after a request at which a refused login, or a request for a set-password mail, is answered")]
    [Range(typeof(TimeSpan), "00:00:00", "00:00:10")]
    public TimeSpan UniformAnswerAfter { get; set; } = TimeSpan.FromMilliseconds(400);

    /// <summary>How long the answer to a caller who asked too often, or at a time of too much work, is held back at most.</summary>
    [Description("How long a 429, or a 503 for too much work, is held back at most, so that who asks again at once asks seldom")]
    [Range(typeof(TimeSpan), "00:00:00", "00:00:10")]
    public TimeSpan RefusalHold { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How long requests are still served after the process was told to stop, while it reports not ready.</summary>
    [Description("How long requests are still served after the process was told to stop, while it reports not ready")]
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00")]
    public TimeSpan DrainDelay { get; set; }

    /// <summary>Proxies that are believed about the client's address and scheme.</summary>
    [Description("Addresses or networks (10.0.0.0/8) of proxies whose X-Forwarded-For and X-Forwarded-Proto are believed; none by default")]
    public IList<string> TrustedProxies { get; } = [];

    /// <summary>Other origins whose pages may call the API.</summary>
    [Description("Other origins whose pages may call the API (https://www.example.org); none by default")]
    public IList<string> AllowedOrigins { get; } = [];

    /// <summary>The public address of the site. Mailed links begin with it, and it is the OAuth issuer (RFC 8414, 2).</summary>
    [Description(
        "Public address of the site, the same for all processes: mailed links begin with it, and it is the issuer of OAuth tokens; "
        + "ASPNETCORE_URLS when absent")]
    public string? PublicBaseUrl { get; set; }

    /// <summary>Whether the paths of Wix clients are served.</summary>
    [Description("Whether the paths of Wix clients are served (docs/clients.md)")]
    public bool WixPaths { get; set; } = true;

    /// <summary>Whether browsers must use https for every host below this one too (RFC 6797, 6.1.2; ASVS 5.0, 3.4.1).</summary>
    [Description("Whether browsers are told for a year to use https for every host below this one too; all of them must serve it then")]
    public bool HstsIncludeSubDomains { get; set; }

    /// <summary>How many connections are served at once.</summary>
    [Description("Most HTTP connections at once; further ones are closed"), Range(10, 1_000_000)]
    public int MaxConnections { get; set; } = 10_000;

    /// <summary>How many answers to session checks a gateway remembers.</summary>
    [Description("Most answers to session checks that a gateway, or a single process, remembers; about 1 KB each"), Range(2, 10_000_000)]
    public int RememberedSessions { get; set; } = 100_000;

    /// <summary>The port at which metrics are shown to Prometheus; 0 for none.</summary>
    [Description("Port of http://.../metrics for Prometheus, not one of ASPNETCORE_URLS; 0 keeps it closed"), Range(0, 65535)]
    public int MetricsPort { get; set; }

    /// <summary>The address of the machine at which metrics are shown to Prometheus.</summary>
    [Description("IP address of this machine at which Members:MetricsPort is open; whoever reaches it can read the metrics")]
    public string MetricsAddress { get; set; } = "127.0.0.1";
}
