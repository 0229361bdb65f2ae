namespace Members.Gateway.Errors;

/// <summary>The one error body, whatever fails and wherever.</summary>
internal static class FaultExtensions
{
    public static IServiceCollection AddFaultHandling(this IServiceCollection services)
    {
        services.AddExceptionHandler<FaultHandler>();
        return services
            .Configure<RouteHandlerOptions>(o => o.ThrowOnBadRequest = true)
            .Configure<ExceptionHandlerOptions>(o =>
            {
                // The handler answers everything, and writes to the log what somebody must look at.
                o.ExceptionHandler = _ => Task.CompletedTask;
                o.SuppressDiagnosticsCallback = _ => true;
            });
    }

    public static void UseFaultHandling(this WebApplication app)
    {
        app.UseStatusCodePages(StatusAnswers.Write);
        app.UseExceptionHandler();
    }
}
