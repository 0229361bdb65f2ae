using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Members.Gateway.Hosting;

/// <summary>The response to a probe.</summary>
internal sealed record HealthAnswer(string Status);

/// <summary>Probes. Live: the process responds. Ready: it is not draining, and a grain responds and reaches its store.</summary>
internal static class Health
{
    private static readonly HealthAnswer Up = new("UP");
    private static readonly HealthAnswer Down = new("DOWN");
    private static readonly HealthAnswer Draining = new("DRAINING");

    public static IServiceCollection AddHealth(this IServiceCollection services)
    {
        services.AddSingleton<Drain>().AddHostedService(sp => sp.GetRequiredService<Drain>());
        services.AddSingleton<Readiness>().AddHealthChecks().AddCheck<Readiness>("store");
        return services;
    }

    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/health").WithTags("Health").AllowAnonymous();
        group.MapGet("/live", () => TypedResults.Ok(Up)).Describe("live", "Whether the process is alive.");
        group.MapGet("/ready", Ready).Describe("ready", "Whether requests can be served: a grain responds and reaches its store.");
    }

    // Not by MapHealthChecks, whose routes the API description does not list.
    private static async Task<Results<Ok<HealthAnswer>, JsonHttpResult<HealthAnswer>>> Ready(
        HealthCheckService checks, Drain drain, CancellationToken cancellationToken)
    {
        if (drain.HasBegun)
        {
            return NotReady(Draining);
        }

        var report = await checks.CheckHealthAsync(cancellationToken);
        return report.Status == HealthStatus.Healthy ? TypedResults.Ok(Up) : NotReady(Down);
    }

    private static JsonHttpResult<HealthAnswer> NotReady(HealthAnswer why) =>
        TypedResults.Json(why, Json.GatewayJson.Default.HealthAnswer, statusCode: StatusCodes.Status503ServiceUnavailable);
}
