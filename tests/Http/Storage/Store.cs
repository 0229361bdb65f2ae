using Members.Clustering;
using Members.Grains.Directory;
using Members.Grains.Storage;
using Members.Silo.Storage;
using Members.Silo.Storage.Sqlite;
using Members.Tests.Http.Hosting;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Storage;

namespace Members.Tests.Http.Storage;

/// <summary>The store as a process has it, over a file that others may have open too, without grains around it.</summary>
internal sealed class Store : IAsyncDisposable
{
    private readonly IHost _host;

    private Store(IHost host, SqliteFile file) => (_host, File) = (host, file);

    public SqliteFile File { get; }

    public IGrainStorage Records => _host.Services.GetRequiredKeyedService<IGrainStorage>(StateNames.Provider);

    public IDirectoryStore Directory => _host.Services.GetRequiredService<IDirectoryStore>();

    public static async Task<Store> Open(string? path = null)
    {
        var file = new SqliteFile(path ?? NewPath());
        await SqliteSchema.Upgrade(file);
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.UseOrleans(silo => silo.UseLocalhostClustering(serviceId: MembersCluster.ServiceId).AddSqliteStorage(file));
        var host = builder.Build();
        var lifecycle = new Lifecycle();
        ((ILifecycleParticipant<ISiloLifecycle>)host.Services.GetRequiredKeyedService<IGrainStorage>("members-ado-net")).Participate(lifecycle);
        await lifecycle.Start();
        return new Store(host, file);
    }

    public static string NewPath() => Path.Combine(MembersServer.NewDirectory(), "members.db");

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

    /// <summary>Runs a statement of the test's own, with parameters @0, @1 and so on.</summary>
    public static async Task<IReadOnlyList<string>> Sql(SqliteFile file, string statement, params object[] values)
    {
        await using var connection = await file.Open();
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Constants of the tests.
        command.CommandText = statement;
#pragma warning restore CA2100
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters.AddWithValue($"@{i}", values[i]);
        }

        var rows = new List<string>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? "NULL" : reader.GetValue(i).ToString())));
        }

        return rows;
    }

    public Task<IReadOnlyList<string>> Sql(string statement, params object[] values) => Sql(File, statement, values);

    public ValueTask DisposeAsync()
    {
        _host.Dispose();
        SqliteConnection.ClearPool(new SqliteConnection(File.ConnectionString));
        return ValueTask.CompletedTask;
    }

    private sealed class Lifecycle : ISiloLifecycle
    {
        private readonly List<(int Stage, ILifecycleObserver Observer)> _observers = [];

        public int HighestCompletedStage => int.MaxValue;

        public int LowestStoppedStage => int.MinValue;

        public IDisposable Subscribe(string observerName, int stage, ILifecycleObserver observer)
        {
            _observers.Add((stage, observer));
            return new Nothing();
        }

        public async Task Start()
        {
            foreach (var (_, observer) in _observers.OrderBy(o => o.Stage))
            {
                await observer.OnStart(CancellationToken.None);
            }
        }

        private sealed class Nothing : IDisposable
        {
            public void Dispose()
            {
            }
        }
    }
}
