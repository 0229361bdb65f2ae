using Members.Grains;
using Members.Silo.Backup;
using Members.Silo.Hosting;
using Members.Silo.Storage;
using Members.Silo.Storage.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;

namespace Members.Tests.Storage;

/// <summary>A real SQLite file.</summary>
internal sealed class SqliteTestDatabase(SqliteFile file) : TestDatabase
{
    /// <summary>The file.</summary>
    public string FilePath => new SqliteConnectionStringBuilder(file.ConnectionString).DataSource;

    public override TimeSpan Finest => TimeSpan.FromTicks(1);

    public override string DropTriggers => "DROP TRIGGER MemberRecordUpdated; DROP TRIGGER AdmissionUpdated; DROP TRIGGER ListingUpdated";

    public string ConnectionString => file.ConnectionString;

    public static async Task<SqliteTestDatabase> Make()
    {
        var file = new SqliteFile(NewPath());
        await SqliteSchema.Upgrade(file);
        return new SqliteTestDatabase(file);
    }

    /// <summary>A file that was dumped by a former version.</summary>
    public static async Task<SqliteTestDatabase> Former(string dump)
    {
        var file = new SqliteFile(NewPath());
        await Sql(file, await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Dumps", dump)));
        return new SqliteTestDatabase(file);
    }

    /// <summary>A file that was dumped by a former version, upgraded to our schema.</summary>
    public static async Task<TestDatabase> From(string dump)
    {
        var former = await Former(dump);
        await former.Upgrade();
        return former;
    }

    /// <summary>Does once more what a start does.</summary>
    public Task Upgrade() => SqliteSchema.Upgrade(file);

    public static string NewPath() => Path.Combine(System.IO.Directory.CreateTempSubdirectory("members-").FullName, "members.db");

    public static async Task<IReadOnlyList<string>> Sql(SqliteFile file, string statement, params object[] values)
    {
        await using var connection = await file.Open();
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Constants of the tests.
        command.CommandText = statement;
#pragma warning restore CA2100
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters.AddWithValue($"@p{i}", values[i]);
        }

        var rows = new List<string>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            rows.Add(string.Join(
                '|', Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? "NULL" : reader.GetValue(i).ToString())));
        }

        return rows;
    }

    public override Task<TestDatabase> Beside() => Task.FromResult<TestDatabase>(new SqliteTestDatabase(new(NewPath())));

    public override Task<Inspected> Backup(string target, MembersOptions options, DateTimeOffset now) =>
        SqliteBackup.Make(FilePath, target, options, now, CancellationToken.None);

    public override Task<Inspected> Inspect(MembersOptions options) => SqliteBackup.Inspect(FilePath, options, CancellationToken.None);

    public override async Task<RestoreReport> Restore(BackupReader backup, RestoreRules rules)
    {
        using var data = DataDirectory.Open(Path.GetDirectoryName(FilePath)!);
        return await SqliteRestore.Run(backup, data, rules, CancellationToken.None);
    }

    public override Task<IReadOnlyList<string>> Sql(string statement, params object[] values) => Sql(file, statement, values);

    public override ValueTask DisposeAsync()
    {
        using var connection = new SqliteConnection(file.ConnectionString);
        SqliteConnection.ClearPool(connection);
        System.IO.Directory.Delete(Path.GetDirectoryName(connection.DataSource)!, recursive: true);
        return ValueTask.CompletedTask;
    }

    protected override void Configure(ISiloBuilder silo) => silo.AddSqliteStorage(file);

    protected override IEnumerable<ILifecycleParticipant<ISiloLifecycle>> Parts(IServiceProvider services) =>
        [Part(services, "members-ado-net"), Part(services, "members-ado-net-writer")];

    private static ILifecycleParticipant<ISiloLifecycle> Part(IServiceProvider services, string name) =>
        (ILifecycleParticipant<ISiloLifecycle>)services.GetRequiredKeyedService<IGrainStorage>(name);
}
