using Members.Gateway.Errors;
using Microsoft.AspNetCore.Cors.Infrastructure;

namespace Members.Gateway.Edge;

/// <summary>
/// Whose pages may call from another origin (ASVS 5.0, 3.4.2): nobody's unless set, or an OAuth client's. They bring a token; the cookie is never
/// sent for them, as no answer allows credentials.
/// </summary>
internal static class AllowedOrigins
{
    private static readonly string[] Methods = ["GET", "POST", "PATCH", "DELETE"];

    // Beside ours, those that the Wix client sends (wix-contract D.2).
    private static readonly string[] Headers = ["Authorization", "Content-Type", "Idempotency-Key", "wix-site-id", "x-wix-bi-gateway", "x-wix-consistent"];

    /// <summary>What pages of these origins may do.</summary>
    public static CorsPolicy For(IEnumerable<string> origins) => new CorsPolicyBuilder()
        .WithOrigins([.. origins])
        .WithMethods(Methods)
        .WithHeaders(Headers)
        .WithExposedHeaders(RequestId.Header, "Retry-After")
        .SetPreflightMaxAge(TimeSpan.FromMinutes(10))
        .Build();

    public static IServiceCollection AddAllowedOrigins(this IServiceCollection services)
    {
        services.AddCors();
        services.AddSingleton<ClientOrigins>();
        services.AddSingleton<ICorsPolicyProvider>(sp => sp.GetRequiredService<ClientOrigins>());
        return services;
    }

    /// <summary>Whether this is an origin as browsers write it: no path, no slash at the end, no port that goes without saying, no <c>*</c>.</summary>
    public static bool IsOrigin(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri)
        && uri.Scheme is "http" or "https"
        && uri.HostNameType is UriHostNameType.Dns or UriHostNameType.IPv4 or UriHostNameType.IPv6
        && $"{uri.Scheme}://{(uri.HostNameType is UriHostNameType.IPv6 ? $"[{uri.IdnHost}]" : uri.IdnHost)}{(uri.IsDefaultPort ? "" : $":{uri.Port}")}" == text;
}
