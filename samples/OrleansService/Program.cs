// A service of another process that calls the members' grains. Its only secret is the way to the cluster.
using System.Globalization;
using Members;
using Members.Accounts;
using Members.Calls;
using Members.Clustering;
using Members.Emails;
using Members.Secrets;
using Members.Sessions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;

var (port, database) = (Environment.GetEnvironmentVariable("PORT"), Environment.GetEnvironmentVariable("DATABASE"));
using var host = Host.CreateDefaultBuilder().ConfigureLogging(log => log.ClearProviders()).UseOrleansClient(Configure).Build();
await host.StartAsync();

var members = host.Services.GetRequiredService<IClusterClient>().GetMembers(new CallOrigin("service:sample", null, null));
var (email, password) = (EmailAddress.Parse("dora@example.com"), PlainPassword.Parse("a lighthouse in the snow"));

var registered = await members.Register(new RegisterMember(email, password, ContactInfo.Empty, ProfilePrivacy.Private));
Console.WriteLine($"register: {(registered.Succeeded ? "ok" : registered.Refusal)}"); // the second time: the address is taken
var login = await members.Login(new LogIn(email, password));
Console.WriteLine($"login: {(login.Succeeded ? "ok" : login.Refusal)}"); // the second time: she is blocked
if (login.Succeeded)
{
    var session = await members.OpenSession(login.Value.SessionTicket, new SessionOrigin("sample", null));
    Console.WriteLine($"session: {(await members.CheckSession(session.Value!.Token))?.Member.LoginEmail}");
    await members.Block(email);
    Console.WriteLine($"session after the block: {await members.CheckSession(session.Value.Token) is not null}");
}

void Configure(IClientBuilder client) => _ = database is null
    ? client.UseLocalhostClustering(
        port is null ? 30000 : int.Parse(port, CultureInfo.InvariantCulture), MembersCluster.ServiceId, MembersCluster.SingleSiloClusterId)
    : client.UseAdoNetClustering(o => (o.Invariant, o.ConnectionString) = ("Npgsql", database))
        .Configure<ClusterOptions>(o => (o.ServiceId, o.ClusterId) = (MembersCluster.ServiceId, MembersCluster.ClusterId));
