using Members.Gateway.Telemetry;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Members.Gateway.Hosting;

/// <summary>The HTTP side as a process of its own. It holds no member state, only connections to the silos.</summary>
internal static class GatewayHost
{
    private const int Refused = 2;

    /// <returns>The exit code.</returns>
    public static async Task<int> Run(string[] args)
    {
        if (!TryReadSettings(args, out var builder, out var fault))
        {
            return Refuse(fault);
        }

        builder.Logging
            .AddFilter("Microsoft", LogLevel.Warning)
            .AddFilter("Orleans", LogLevel.Warning)
            .AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
        builder.AddMembersGateway();
        try
        {
            await using var app = builder.Build();
            await app.MapMembers().RunAsync();
            return 0;
        }
        catch (Exception failure) when (Explain(failure) is { } sentence)
        {
            return Refuse(sentence);
        }
    }

    private static bool TryReadSettings(string[] args, out WebApplicationBuilder builder, out string fault)
    {
        try
        {
            // Telemetry shows this name, also where the program of the silos runs as a gateway.
            builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = args, ApplicationName = "Members.Gateway" });
            builder.Configuration.AddOverrides(args);
        }
        catch (Exception unreadable) when (ConfigurationFault.IsUnreadable(unreadable))
        {
            (builder, fault) = (null!, ConfigurationFault.Explain(unreadable));
            return false;
        }

        fault = ConfigurationFault.Misread(builder.Configuration)
            ?? GatewaySettings.Unknown(builder.Configuration)
            ?? TelemetryExport.Fault(builder.Configuration)
            ?? ListenAddress.Fault(builder.Configuration["urls"] ?? "")
            ?? MetricsAddress.Fault(builder.Configuration, builder.Configuration["urls"] ?? "")
            ?? builder.UseMembersCluster()
            ?? "";
        return fault.Length == 0;
    }

    private static string? Explain(Exception failure) => failure switch
    {
        OptionsValidationException invalid => string.Join(Environment.NewLine, invalid.Failures),
        NpgsqlException or OrleansException => ClusterClient.Explain(failure),
        _ => ListenAddress.IsTaken(failure) ? failure.Message : null,
    };

    private static int Refuse(string why)
    {
        Console.Error.WriteLine("The gateway cannot start.");
        Console.Error.WriteLine(why);
        return Refused;
    }
}
