using System.Net;
using Members.Grains;
using Members.Grains.Mail;
using Members.Silo.Clustering;
using Members.Silo.Storage;
using Members.Tests.Cluster.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SiloOptions = Members.Silo.Hosting.SiloOptions;

namespace Members.Tests.Storage;

/// <summary>A cluster of one silo, in this process, on a database that another such cluster may have too.</summary>
internal sealed class LoneSilo : IAsyncDisposable
{
    private readonly IHost _host;

    private LoneSilo(IHost host) => _host = host;

    public IGrainFactory Grains => _host.Services.GetRequiredService<IGrainFactory>();

    public static async Task<LoneSilo> Start(PostgresTestDatabase database, string cluster)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Members:BcryptCost"] = "4" });
        builder.UseOrleans(silo => silo
            .JoinCluster(database.Database, IPAddress.Loopback, new SiloOptions { SiloPort = Free.Port() }, cluster)
            .AddPostgresStorage(database.Database)
            .AddMembersGrains()
            .Services.AddSingleton<IMailSender, NoMail>());
        var host = builder.Build();
        await host.StartAsync();
        return new LoneSilo(host);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }

    private sealed class NoMail : IMailSender
    {
        public void Post(MailJob job)
        {
        }
    }
}
