using System.Net;
using Members.Grains;
using Members.Grains.Mail;
using Members.Silo.Clustering;
using Members.Silo.Hosting;
using Members.Silo.Storage;
using Members.Silo.Storage.Postgres;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Members.Tests.Storage;

/// <summary>A cluster of one silo, in this process, on a database that another such cluster may have too.</summary>
internal sealed class LoneSilo : IAsyncDisposable
{
    private readonly IHost _host;
    private readonly PostgresDatabase _database;

    private LoneSilo(IHost host, PostgresDatabase database) => (_host, _database) = (host, database);

    public IGrainFactory Grains => _host.Services.GetRequiredService<IGrainFactory>();

    public static async Task<LoneSilo> Start(PostgresTestDatabase database, string cluster)
    {
        var own = PostgresDatabase.At(database.ConnectionString, Guid.NewGuid().ToString("N"));
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Members:BcryptCost"] = "4" });
        builder.UseOrleans(silo => silo
            .JoinCluster(own, IPAddress.Loopback, new MembersSiloOptions { SiloPort = FreePort.Next() }, cluster)
            .AddPostgresStorage(own)
            .AddMembersGrains()
            .Services.AddSingleton<IMailSender, NoMail>());
        var host = builder.Build();
        await host.StartAsync();
        return new LoneSilo(host, own);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
        await _database.DisposeAsync();
    }

    private sealed class NoMail : IMailSender
    {
        public void Post(MailJob job)
        {
        }
    }
}
