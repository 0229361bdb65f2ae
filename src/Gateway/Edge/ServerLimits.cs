using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Members.Gateway.Edge;

/// <summary>
/// How much and how long a caller may ask of the server (ASVS 5.0, 13.1.2 and 13.1.3). Whoever sends slowly is let go of: a
/// connection that costs nothing is how a server is taken from everybody else.
/// </summary>
internal static class ServerLimits
{
    /// <summary>The largest body; no request of the contract is near it.</summary>
    public const int Body = 64 * 1024;

    /// <summary>After this a request is given up. Longer than a call to a grain takes at most, shorter than proxies wait.</summary>
    public static readonly TimeSpan Request = TimeSpan.FromSeconds(50);

    // At least this many bytes a second, once the first seconds are over.
    private static readonly MinDataRate Slowest = new(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(5));

    public static IServiceCollection AddServerLimits(this IServiceCollection services, IConfiguration configuration)
    {
        // The server is made before settings are checked. A number that is none stops the start a moment later.
        var connections = configuration.GetSection("Members").Get<GatewayOptions>()?.MaxConnections ?? new GatewayOptions().MaxConnections;
        services.Configure<KestrelServerOptions>(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxConcurrentConnections = Math.Max(1, connections);
            Set(kestrel.Limits);
            Set(kestrel.Limits.Http2);
        });
        services.AddRequestTimeouts(timeouts => timeouts.DefaultPolicy = new RequestTimeoutPolicy
        {
            Timeout = Request,
            WriteTimeoutResponse = _ => throw new TimeoutException("The request took too long."),
        });
        return services;
    }

    private static void Set(KestrelServerLimits limits)
    {
        limits.MaxRequestBodySize = Body;
        limits.MaxRequestBufferSize = 2 * Body;
        limits.MaxRequestLineSize = 8 * 1024;
        limits.MaxRequestHeaderCount = 100;
        limits.MaxRequestHeadersTotalSize = 16 * 1024;
        limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        limits.KeepAliveTimeout = TimeSpan.FromMinutes(2);
        limits.MinRequestBodyDataRate = Slowest;
        limits.MinResponseDataRate = Slowest;
        limits.MaxConcurrentUpgradedConnections = 0; // nothing here is a web socket
    }

    private static void Set(Http2Limits limits)
    {
        limits.MaxStreamsPerConnection = 100;
        limits.HeaderTableSize = 4 * 1024;
        limits.MaxFrameSize = 16 * 1024;
        limits.MaxRequestHeaderFieldSize = 8 * 1024;
        limits.InitialConnectionWindowSize = 2 * Body;
        limits.InitialStreamWindowSize = 2 * Body;
        limits.KeepAlivePingDelay = TimeSpan.FromSeconds(30);
        limits.KeepAlivePingTimeout = TimeSpan.FromSeconds(10);
    }
}
