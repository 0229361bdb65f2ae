using Members.Gateway.Hosting;
using Members.Gateway.Telemetry;
using Microsoft.Extensions.Options;
using Npgsql;

if (Probe.IsAskedFor(args))
{
    return await Probe.Run(args);
}

// The HTTP side as a process of its own. It holds no member state, only connections to the silos.
var builder = WebApplication.CreateSlimBuilder(args);
builder.Configuration.AddKeyPerFile("/run/secrets", optional: true).AddEnvironmentVariables().AddCommandLine(args);
if ((GatewaySettings.Unknown(builder.Configuration) ?? TelemetryExport.Fault(builder.Configuration) ?? builder.UseMembersCluster())
    is { } wrong)
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
