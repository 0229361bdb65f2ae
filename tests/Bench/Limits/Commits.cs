using Members.Tests.Bench.Load;
using Members.Tests.Bench.Machine;
using Members.Tests.Bench.Targets;
using Microsoft.Data.Sqlite;

namespace Members.Tests.Bench.Limits;

/// <summary>What a registration makes in the database, counted by the database.</summary>
/// <param name="Writes">Transactions that write.</param>
/// <param name="Reads">Transactions that only read.</param>
/// <param name="Bytes">The size of a member's record.</param>
internal sealed record Commits(double Writes, double Reads, int Bytes)
{
    private const double Seconds = 1.5;

    /// <summary>Counts on SQLite.</summary>
    /// <param name="members">Where members register.</param>
    /// <param name="clients">How many at once: those who wait may share a commit.</param>
    public static async Task<Commits> OnSqlite(MembersTarget members, int clients)
    {
        var file = Path.Combine(members.Folder, "members.db");
        var before = SqliteCommits.Count(file);
        var made = await LoadProcess.Run(members.Registering with { Clients = clients, First = 1, Seconds = Seconds });
        var commits = SqliteCommits.Count(file) - before;
        SQLitePCL.Batteries_V2.Init();
        await using var connection = new SqliteConnection($"Data Source={file};Mode=ReadOnly");
        await connection.OpenAsync();
        await using var size = connection.CreateCommand();
        size.CommandText = "SELECT CAST(avg(length(Payload)) AS INTEGER) FROM GrainRecord WHERE StateName = 'member'";
        return new Commits((double)commits / made.Good, 0, Convert.ToInt32(await size.ExecuteScalarAsync(), null));
    }

    /// <summary>Counts on PostgreSQL. What the silo does by itself meanwhile is counted before and taken off.</summary>
    public static async Task<Commits> OnPostgres(MembersTarget members, Database database, string name, int clients)
    {
        var idle = await Between(database, name, () => Task.Delay(TimeSpan.FromSeconds(Seconds)));
        LoadResult? made = null;
        var load = await Between(
            database, name,
            async () => made = await LoadProcess.Run(members.Registering with { Clients = clients, First = 1, Seconds = Seconds }));
        var bytes = await database.Number(name, "SELECT avg(length(Payload)) FROM GrainRecord WHERE StateName = 'member'");
        var (all, writes) = (Rate(load.All, idle.All), Rate(load.Writes, idle.Writes));
        return new Commits(writes, Math.Max(0, all - writes), (int)bytes);

        double Rate(double inLoad, double inIdleness) => Math.Max(0, inLoad - inIdleness) / made!.Good;
    }

    // A transaction that writes takes an id; one that reads does not.
    private static async Task<(double All, double Writes)> Between(Database database, string name, Func<Task> action)
    {
        var (all, writes) = (await All(), await Writes());
        await action();

        // Sessions report what they have done within a second.
        await Task.Delay(TimeSpan.FromSeconds(1.2));
        return (await All() - all, await Writes() - writes - 1);

        Task<double> All() => database.Number(name, $"SELECT xact_commit FROM pg_stat_database WHERE datname = '{name}'");
        Task<double> Writes() => database.Number(name, "SELECT pg_current_xact_id()::text::numeric");
    }
}
