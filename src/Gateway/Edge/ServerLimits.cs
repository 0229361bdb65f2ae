using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Members.Gateway.Edge;

/// <summary>
/// Limits on the size and the duration of requests and connections (ASVS 5.0, 13.1.2 and 13.1.3). Slow senders are disconnected: idle
/// connections are a cheap way to starve everybody else.
/// </summary>
internal static class ServerLimits
{
    /// <summary>The largest body, far above what any request of the contract needs.</summary>
    public const int Body = 64 * 1024;

    /// <summary>When a request times out: later than any call to a grain, earlier than proxies give up.</summary>
    public static readonly TimeSpan Request = TimeSpan.FromSeconds(50);

    private static readonly MinDataRate Slowest = new(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(5));

    public static IServiceCollection AddServerLimits(this IServiceCollection services, IConfiguration configuration)
    {
        // The server is built before the settings are validated, which fails the start a moment later if this one is wrong.
        var options = configuration.GetSection(MembersGatewayOptions.Section).Get<MembersGatewayOptions>() ?? new();
        services.Configure<KestrelServerOptions>(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxConcurrentConnections = Math.Max(1, options.MaxConnections);
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
        limits.MaxConcurrentUpgradedConnections = 0; // there are no web sockets
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
