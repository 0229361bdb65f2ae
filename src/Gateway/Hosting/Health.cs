using Members.Gateway.Access;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Members.Gateway.Hosting;

/// <summary>The response to a probe.</summary>
internal sealed record HealthAnswer(string Status);

/// <summary>Probes. Live: the process responds. Ready: it is not draining, and a grain responds and reaches its store.</summary>
internal static class Health
{
    private static readonly HealthAnswer Up = new("UP");
    private static readonly HealthAnswer Down = new("DOWN");
    private static readonly HealthAnswer Draining = new("DRAINING");

    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/health").WithTags("Health").AllowAnyone();
        group.MapGet("/live", () => TypedResults.Ok(Up)).Describe("live", "Whether the process is alive.");
        group.MapGet("/ready", Ready).Describe("ready", "Whether requests can be served: a grain responds and reaches its store.");
    }

    private static async Task<Results<Ok<HealthAnswer>, JsonHttpResult<HealthAnswer>>> Ready(Readiness readiness, Drain drain)
    {
        if (drain.HasBegun)
        {
            return NotReady(Draining);
        }

        return await readiness.IsReady() ? TypedResults.Ok(Up) : NotReady(Down);
    }

    private static JsonHttpResult<HealthAnswer> NotReady(HealthAnswer why) =>
        TypedResults.Json(why, Json.GatewayJson.Default.HealthAnswer, statusCode: StatusCodes.Status503ServiceUnavailable);
}
