using Members.Clustering;
using Members.Gateway.Hosting;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

// The HTTP side in a process of its own: it holds no member state and no database, only connections to the silos.
var builder = WebApplication.CreateSlimBuilder(args);
var silos = new ClientOptions();
builder.Configuration.GetSection("Members").Bind(silos);
if (new ClientOptionsValidator().Validate(null, silos) is { Failed: true } wrong)
{
    return Refuse(wrong.FailureMessage);
}

builder.Logging.AddFilter("Microsoft", LogLevel.Warning).AddFilter("Orleans", LogLevel.Warning);
builder.AddMembersGateway();
builder.UseOrleansClient(client => client
    .UseStaticClustering(silos.Endpoints())
    .Configure<ClusterOptions>(o => (o.ServiceId, o.ClusterId) = (MembersCluster.ServiceId, MembersCluster.SingleProcess)));

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

static int Refuse(string why)
{
    Console.Error.WriteLine("The gateway cannot start.");
    Console.Error.WriteLine(why);
    return 2;
}
