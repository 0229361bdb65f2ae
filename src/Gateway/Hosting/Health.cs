using Members.Directory;
using Members.Gateway.Access;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Members.Gateway.Hosting;

/// <summary>The response to a probe.</summary>
internal sealed record HealthAnswer(string Status);

/// <summary>Probes. Live: the process responds. Ready: it is not draining, and a grain responds and reaches its store.</summary>
internal static partial class Health
{
    private static readonly HealthAnswer Up = new("UP");
    private static readonly HealthAnswer Down = new("DOWN");
    private static readonly HealthAnswer Draining = new("DRAINING");
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/health").WithTags("Health").AllowAnyone();
        group.MapGet("/live", () => TypedResults.Ok(Up)).Describe("live", "Whether the process is alive.");
        group.MapGet("/ready", Ready).Describe("ready", "Whether requests can be served: a grain responds and reaches its store.");
    }

    private static async Task<Results<Ok<HealthAnswer>, JsonHttpResult<HealthAnswer>>> Ready(
        IGrainFactory grains, Drain drain, ILogger<HealthAnswer> logger)
    {
        if (drain.HasBegun)
        {
            return NotReady(Draining);
        }

        try
        {
            await grains.GetGrain<IDirectoryGrain>(0).Probe().WaitAsync(Patience, TimeProvider.System);
            return TypedResults.Ok(Up);
        }
        catch (Exception fault)
        {
            LogNotReady(logger, fault);
            return NotReady(Down);
        }
    }

    private static JsonHttpResult<HealthAnswer> NotReady(HealthAnswer why) =>
        TypedResults.Json(why, Json.GatewayJson.Default.HealthAnswer, statusCode: StatusCodes.Status503ServiceUnavailable);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Not ready.")]
    private static partial void LogNotReady(ILogger logger, Exception fault);
}
