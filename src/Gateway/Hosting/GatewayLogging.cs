using Microsoft.Extensions.Logging.Console;

namespace Members.Gateway.Hosting;

/// <summary>What the HTTP side writes to the log, and how.</summary>
internal static class GatewayLogging
{
    public static void AddGatewayLogging(this WebApplicationBuilder builder)
    {
        // It logs whole request paths, and that of a set-password link contains the token (contract I15).
        builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.Warning);

        // The check itself says why.
        builder.Logging.AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None);
        if (builder.Configuration["Logging:Console:FormatterName"] is { Length: > 0 } formatter)
        {
            // The slim builder ignores the setting, but programs must be able to read the audit log.
            builder.Services.Configure<ConsoleLoggerOptions>(o => o.FormatterName = formatter);
        }
    }
}
