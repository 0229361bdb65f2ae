using DbUp;
using DbUp.Builder;
using Members.Silo.Hosting;
using Npgsql;

namespace Members.Silo.Storage.Postgres;

/// <summary>Brings the database to the schema of this version, and refuses to run on one it cannot trust.</summary>
internal static class PostgresSchema
{
    private const string ScriptFolder = "Members.Silo.Storage.Postgres.Scripts.";

    // Any number will do, as long as nobody else takes it: the lock is of this database.
    private const long UpgradeLock = 0x4D656D62657273;

    /// <summary>The numbered scripts of this version, without their folder.</summary>
    public static IEnumerable<string> Scripts => SchemaUpgrade.Numbered(ScriptFolder);

    /// <summary>Creates or upgrades the schema. However many silos start at once, one does it and the others wait.</summary>
    /// <exception cref="StartupException">The database cannot be used, or is of a newer version.</exception>
    public static async Task Upgrade(PostgresDatabase database)
    {
        try
        {
            await using var connection = await database.Source.OpenConnectionAsync();
            await Execute(connection, $"SELECT pg_advisory_lock({UpgradeLock})");
            try
            {
                SchemaUpgrade.Run(DeployChanges.To.PostgresqlDatabase(database.Unpooled(patience: 600)), ScriptFolder);
                await EnsureUniqueKeys(connection);
                await FillListing(connection);
            }
            finally
            {
                await Execute(connection, $"SELECT pg_advisory_unlock({UpgradeLock})");
            }
        }
        catch (Exception fault) when (fault is NpgsqlException or TimeoutException)
        {
            throw PostgresDatabase.Refusal(fault);
        }
        catch (StartupException script) when (IsDenied(script.InnerException))
        {
            throw PostgresDatabase.Refusal(script.InnerException!);
        }
    }

    /// <summary>Makes the schema of a former version, or of this one, in a transaction that the caller has begun.</summary>
    /// <param name="connection">An empty database.</param>
    /// <param name="scripts">The numbered scripts of that version, without their folder.</param>
    /// <exception cref="StartupException">A script failed.</exception>
    public static void Make(NpgsqlConnection connection, IReadOnlyCollection<string> scripts) =>
        SchemaUpgrade.RunNumbered(On(connection), ScriptFolder, scripts);

    /// <summary>Upgrades the schema in a transaction that the caller has begun.</summary>
    /// <exception cref="StartupException">A script failed.</exception>
    public static void UpgradeWithin(NpgsqlConnection connection) => SchemaUpgrade.RunWithin(On(connection), ScriptFolder);

    private static UpgradeEngineBuilder On(NpgsqlConnection connection) =>
        DeployChanges.To.PostgresqlDatabase(BorrowedConnection.Of(connection)).WithoutTransaction();

    /// <summary>Fills in the list of those who were members before there was one.</summary>
    // Not in the transaction of the scripts: silos write meanwhile, and wait for no more of it than one part.
    public static async Task FillListing(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand("SELECT FillListing(2000)", connection) { CommandTimeout = 600 };
        while (await command.ExecuteScalarAsync() is > 0)
        {
        }
    }

    private static bool IsDenied(Exception? fault) => fault is PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege };

    // Two first writes of one record must never both succeed (security finding N1), nor two members own one address: without the
    // keys, rather no service.
    private static async Task EnsureUniqueKeys(NpgsqlConnection connection)
    {
        await EnsureUniqueKey(connection, "GrainRecord", "statename,keyn0,keyn1,keytext,serviceid");
        await EnsureUniqueKey(connection, "OwnedAddress", "serviceid,loginkey");
    }

    private static async Task EnsureUniqueKey(NpgsqlConnection connection, string table, string columns)
    {
        const string Key = """
            SELECT string_agg(a.attname, ',' ORDER BY k.position) FROM pg_index i
            CROSS JOIN unnest(i.indkey) WITH ORDINALITY k(number, position)
            JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.number
            WHERE i.indrelid = to_regclass($1) AND i.indisprimary
            """;
        await using var command = new NpgsqlCommand(Key, connection) { Parameters = { new() { Value = table } } };
        if (await command.ExecuteScalarAsync() as string != columns)
        {
            throw new StartupException(
                $"The table {table} has lost its primary key ({columns}), without which two writers could both succeed. "
                + "Restore the database from a backup.");
        }
    }

    private static async Task Execute(NpgsqlConnection connection, string sql)
    {
#pragma warning disable CA2100 // Only constant statements are passed in.
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 600 };
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }
}
