using Members.Gateway.Errors;
using Microsoft.AspNetCore.Cors.Infrastructure;

namespace Members.Gateway.Edge;

/// <summary>
/// Which pages of other origins may call (ASVS 5.0, 3.4.2): those in the settings and those of OAuth clients. They authenticate with
/// a token; browsers never send the cookie for them, as no response allows credentials.
/// </summary>
internal static class AllowedOrigins
{
    private static readonly string[] Methods = ["GET", "POST", "PUT", "PATCH", "DELETE"];

    // Ours, those that the Wix client sends (wix-contract D.2), and those that tracing adds to every request of a page.
    private static readonly string[] Headers =
    [
        "Authorization", "Content-Type", "Idempotency-Key", "wix-site-id", "x-wix-bi-gateway", "x-wix-consistent",
        "traceparent", "tracestate", "baggage", "sentry-trace",
    ];

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
}
