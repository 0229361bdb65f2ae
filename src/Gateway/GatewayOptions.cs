using System.ComponentModel;

namespace Members.Gateway;

/// <summary>What can be set about the HTTP side. Section <c>Members</c>; the descriptions are what <c>--help</c> prints.</summary>
public sealed class GatewayOptions
{
    /// <summary>Functions that any visitor may call without a credential.</summary>
    [Description("Functions open to any visitor: register, login, sendSetPasswordEmail; none by default")]
    public IList<string> Elevate { get; } = [];

    /// <summary>How many calls of such functions one client address may make in a minute.</summary>
    [Description("Calls of opened functions that one client address may make in a minute, 1 to 100000")]
    public int VisitorRequestsPerMinute { get; set; } = 60;

    /// <summary>The moment after its arrival at which a request is answered whose time could tell who is a member.</summary>
    [Description("How long after it came a refused login, or a request for a set-password mail, is answered at the earliest, up to 10 seconds")]
    public TimeSpan UniformAnswerAfter { get; set; } = TimeSpan.FromMilliseconds(400);

    /// <summary>How long requests are still served after the process was told to stop, with readiness off.</summary>
    [Description("For how long requests are served after the process was told to stop, with readiness off, up to 5 minutes")]
    public TimeSpan DrainDelay { get; set; }

    /// <summary>Proxies that are believed when they say who the client is.</summary>
    [Description("Addresses or networks (10.0.0.0/8) of proxies whose X-Forwarded-For and X-Forwarded-Proto are believed; none by default")]
    public IList<string> TrustedProxies { get; } = [];

    /// <summary>Other origins whose pages may call the API.</summary>
    [Description("Other origins whose pages may call the API (https://www.example.org); none by default")]
    public IList<string> AllowedOrigins { get; } = [];

    /// <summary>Where people reach the site from outside. Mailed links begin with it, and OAuth clients know the site by it (RFC 8414, 2).</summary>
    [Description("Address of the site from outside, the same for all processes: mailed links begin with it, and it is the issuer of OAuth tokens; ASPNETCORE_URLS when absent")]
    public string? PublicBaseUrl { get; set; }

    /// <summary>Whether the paths that Wix clients use are answered.</summary>
    [Description("Whether the paths of Wix clients are answered (docs/clients.md)")]
    public bool WixPaths { get; set; } = true;

    /// <summary>How many connections are served at once.</summary>
    [Description("HTTP connections at once, 10 to 1000000; further ones are closed")]
    public int MaxConnections { get; set; } = 10_000;
}
