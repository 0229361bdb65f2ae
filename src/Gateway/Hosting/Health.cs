using Members.Gateway.Access;
using Members.Gateway.Admission;
using Members.Staff;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Members.Gateway.Hosting;

/// <summary>The response to a probe. Keys and staff also read what an operator should see to.</summary>
internal sealed record HealthAnswer(string Status, IReadOnlyList<WarningBody>? Warnings = null);

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
        var group = routes.MapGroup("/health").WithTags("Health");
        group.MapGet("/live", () => TypedResults.Ok(Up)).AllowAnonymous().Describe("live", "Whether the process is alive.");
        group.MapGet("/ready", Ready).AllowProbe().Describe(
            "ready",
            "Whether requests can be served: a grain responds and reaches its store. Keys and staff read warnings too.");
    }

    // Not by MapHealthChecks, whose routes the API description does not list.
    private static async Task<Results<Ok<HealthAnswer>, JsonHttpResult<HealthAnswer>>> Ready(
        HealthCheckService checks,
        Drain drain,
        HttpContext context,
        IGrainFactory grains,
        StaffChecks staff,
        CancellationToken cancellationToken)
    {
        if (drain.HasBegun)
        {
            return NotReady(Draining);
        }

        var report = await checks.CheckHealthAsync(cancellationToken);
        if (report.Status != HealthStatus.Healthy)
        {
            return NotReady(Down);
        }

        return TypedResults.Ok(await IsTold(context, staff) ? Up with { Warnings = await QueueEndpoints.Warnings(grains) } : Up);
    }

    private static async ValueTask<bool> IsTold(HttpContext context, StaffChecks staff) => Caller.Of(context) switch
    {
        Caller.Key => true,
        Caller.Member member => await staff.ShownRolesOf(member.Session.Member.Id) != StaffRoles.None,
        _ => false,
    };

    private static JsonHttpResult<HealthAnswer> NotReady(HealthAnswer why) =>
        TypedResults.Json(why, Json.GatewayJson.Default.HealthAnswer, statusCode: StatusCodes.Status503ServiceUnavailable);
}
