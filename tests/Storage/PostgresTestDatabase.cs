using System.Net;
using System.Text.Json;
using Members.Grains;
using Members.Grains.Storage;
using Members.Silo.Backup;
using Members.Silo.Storage;
using Members.Silo.Storage.Postgres;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Orleans.Storage;

namespace Members.Tests.Storage;

/// <summary>A database of its own on the one PostgreSQL server of these tests.</summary>
internal sealed class PostgresTestDatabase : TestDatabase
{
    private readonly string _name;

    private PostgresTestDatabase(string name, string connectionString, PostgresDatabase? database = null)
    {
        (_name, ConnectionString) = (name, connectionString);
        Database = database ?? PostgresDatabase.At(connectionString);
    }

    public string Name => _name;

    public string ConnectionString { get; }

    public PostgresDatabase Database { get; }

    public override TimeSpan Finest => TimeSpan.FromMicroseconds(1);

    public override string DropTriggers => "DROP TRIGGER GrainRecordStored ON GrainRecord";

    /// <summary>An empty database.</summary>
    public static async Task<PostgresTestDatabase> Empty()
    {
        var server = await PostgresServer.Shared;
        var name = $"t{Guid.NewGuid():N}";
        await server.Query($"CREATE DATABASE {name}");
        return new PostgresTestDatabase(name, PostgresServer.ConnectionString(server.Address, name));
    }

    /// <summary>A database with our schema.</summary>
    public static async Task<PostgresTestDatabase> Make()
    {
        var database = await Empty();
        await PostgresSchema.Upgrade(database.Database);
        return database;
    }

    /// <summary>A database that was dumped by a former version, upgraded to our schema.</summary>
    public static async Task<TestDatabase> From(string dump)
    {
        var database = await Empty();
        await database.Load(dump);
        await PostgresSchema.Upgrade(database.Database);
        return database;
    }

    /// <summary>Runs a dump, on a connection that nobody has after it: a dump changes settings of the session.</summary>
    public async Task Load(string dump)
    {
        await using var connection = new NpgsqlConnection(Database.Unpooled(patience: 30));
        await connection.OpenAsync();
#pragma warning disable CA2100 // Files of the tests.
        await using var command = new NpgsqlCommand(
            await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Dumps", dump)), connection);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }

    public override async Task<TestDatabase> Beside() => await Empty();

    public override Task<Inspected> Backup(string target, MembersOptions options, DateTimeOffset now) =>
        PostgresBackup.Make(Database, target, options, now, CancellationToken.None);

    public override Task<Inspected> Inspect(MembersOptions options) => PostgresBackup.Inspect(Database, options, CancellationToken.None);

    public override Task<RestoreReport> Restore(BackupReader backup, RestoreRules rules) =>
        PostgresRestore.Run(backup, Database, rules, CancellationToken.None);

    public override async Task<IReadOnlyList<string>> Sql(string statement, params object[] values)
    {
#pragma warning disable CA2100 // Constants of the tests.
        await using var command = Database.Source.CreateCommand(statement);
#pragma warning restore CA2100
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters.AddWithValue($"@p{i}", values[i]);
        }

        var rows = new List<string>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => Text(reader, i))));
        }

        return rows;
    }

    public override async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        var server = await PostgresServer.Shared;
        await server.Query($"DROP DATABASE {_name} WITH (FORCE)");
    }

    /// <summary>How it is reached through something else than its server.</summary>
    public string Behind(IPEndPoint proxy) => PostgresServer.ConnectionString(proxy, _name);

    /// <summary>The store as a silo has it.</summary>
    public Task<Store> Open(PostgresDatabase silo) => new PostgresTestDatabase(_name, ConnectionString, silo).Open();

    protected override void Configure(ISiloBuilder silo) => silo.AddPostgresStorage(Database);

    protected override IEnumerable<ILifecycleParticipant<ISiloLifecycle>> Parts(IServiceProvider services) =>
        [(ILifecycleParticipant<ISiloLifecycle>)services.GetRequiredKeyedService<IGrainStorage>("members-ado-net")];

    // Times in the words of the stored JSON, so that a test can say the same of both databases.
    private static string Text(NpgsqlDataReader reader, int column) => reader.GetValue(column) switch
    {
        DBNull => "NULL",
        DateTime time => JsonSerializer.SerializeToElement(new DateTimeOffset(time), StoredJson.Options).GetString()!,
        var value => value.ToString()!,
    };
}
