using Members.Grains;
using Members.Grains.Admission;
using Members.Grains.Directory;
using Members.Grains.Emails;
using Members.Grains.Invitations;
using Members.Grains.Storage;
using Members.Grains.Upkeep;
using Members.Grains.Watch;
using Members.Silo.Backup;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Storage;

namespace Members.Tests.Storage;

/// <summary>A database with our schema, fresh for one test, and what its dialect calls things.</summary>
internal abstract class TestDatabase : IAsyncDisposable
{
    /// <summary>Times that are this far apart are different times to the database.</summary>
    public abstract TimeSpan Finest { get; }

    /// <summary>Takes the triggers away that derive the directory.</summary>
    public abstract string DropTriggers { get; }

    /// <summary>The store as another process has it.</summary>
    public async Task<Store> Open()
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders().AddFakeLogging();
        builder.UseOrleans(silo => Configure(silo.UseLocalhostClustering(serviceId: "members")));
        var host = builder.Build();
        var lifecycle = new Lifecycle();
        foreach (var part in Parts(host.Services))
        {
            part.Participate(lifecycle);
        }

        await lifecycle.Start();
        return new Store(host);
    }

    /// <summary>An empty place of the same kind.</summary>
    public abstract Task<TestDatabase> Beside();

    /// <summary>Makes a backup, as the command does.</summary>
    public abstract Task<Inspected> Backup(string target, MembersOptions options, DateTimeOffset now);

    /// <summary>Looks at what is stored, as the command does.</summary>
    public abstract Task<Inspected> Inspect(MembersOptions options);

    /// <summary>Restores a backup into it, as the command does.</summary>
    public abstract Task<RestoreReport> Restore(BackupReader backup, RestoreRules rules);

    /// <summary>Runs a statement of the test's own, with parameters @p0, @p1 and so on.</summary>
    public abstract Task<IReadOnlyList<string>> Sql(string statement, params object[] values);

    public abstract ValueTask DisposeAsync();

    protected abstract void Configure(ISiloBuilder silo);

    protected abstract IEnumerable<ILifecycleParticipant<ISiloLifecycle>> Parts(IServiceProvider services);
}

/// <summary>The store as a process has it, over a database that others may have open too, without grains around it.</summary>
internal sealed class Store(IHost host) : IAsyncDisposable
{
    public IGrainStorage Records => host.Services.GetRequiredKeyedService<IGrainStorage>(StateNames.Provider);

    public IDirectoryStore Directory => host.Services.GetRequiredService<IDirectoryStore>();

    public IStoreFigures Figures => host.Services.GetRequiredService<IStoreFigures>();

    public IAddressStore Addresses => host.Services.GetRequiredService<IAddressStore>();

    public IApplicationStore Applications => host.Services.GetRequiredService<IApplicationStore>();

    public IInvitationStore Invitations => host.Services.GetRequiredService<IInvitationStore>();

    public IRetentionStore Retention => host.Services.GetRequiredService<IRetentionStore>();

    /// <summary>Every line that the store has logged.</summary>
    public IReadOnlyList<string> Logged => host.Services.GetFakeLogCollector().Lines();

    public static GrainId Member(Guid id) => GrainId.Create(GrainType.Create("member"), GrainIdKeyExtensions.CreateGuidKey(id));

    public static GrainId Index(string key) => GrainId.Create("login-index", key);

    /// <summary>Stores a record as a grain that has read this e-tag.</summary>
    public async Task<string?> Write<T>(string name, GrainId grain, T record, string? etag = null)
    {
        var state = new GrainState<T>(record, etag) { RecordExists = etag is not null };
        await Records.WriteStateAsync(name, grain, state);
        return state.ETag;
    }

    public async Task<GrainState<T>> Read<T>(string name, GrainId grain)
    {
        var state = new GrainState<T>();
        await Records.ReadStateAsync(name, grain, state);
        return state;
    }

    public ValueTask DisposeAsync()
    {
        host.Dispose();
        return ValueTask.CompletedTask;
    }
}
