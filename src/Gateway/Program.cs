using Members.Gateway.Hosting;
using Members.Gateway.Telemetry;
using Microsoft.Extensions.Options;
using Npgsql;

NeutralProcess.Enter();
if (Probe.IsAskedFor(args))
{
    return await Probe.Run(args);
}

// The HTTP side as a process of its own. It holds no member state, only connections to the silos.
WebApplicationBuilder builder;
try
{
    builder = WebApplication.CreateSlimBuilder(args);
    builder.Configuration.AddOverrides(args);
}
catch (Exception fault) when (ConfigurationFault.IsUnreadable(fault))
{
    return Refuse(ConfigurationFault.Explain(fault));
}

if ((ConfigurationFault.Misread(builder.Configuration)
    ?? GatewaySettings.Unknown(builder.Configuration)
    ?? TelemetryExport.Fault(builder.Configuration)
    ?? ListenAddress.Fault(builder.Configuration["urls"] ?? "")
    ?? builder.UseMembersCluster()) is { } wrong)
{
    return Refuse(wrong);
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
catch (OptionsValidationException fault)
{
    return Refuse(string.Join(Environment.NewLine, fault.Failures));
}
catch (Exception fault) when (ListenAddress.IsTaken(fault))
{
    return Refuse(fault.Message);
}
catch (Exception fault) when (fault is NpgsqlException or OrleansException)
{
    return Refuse(ClusterClient.Explain(fault));
}

static int Refuse(string why)
{
    Console.Error.WriteLine("The gateway cannot start.");
    Console.Error.WriteLine(why);
    return 2;
}
