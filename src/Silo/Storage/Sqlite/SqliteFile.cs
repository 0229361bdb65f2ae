using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Members.Silo.Storage.Sqlite;

/// <summary>The database file and how it is opened.</summary>
/// <param name="path">The file.</param>
internal sealed class SqliteFile(string path)
{
    // SQLite's extended result code SQLITE_CONSTRAINT_PRIMARYKEY.
    private const int PrimaryKeyViolated = 1555;

    /// <summary>The connection string: one pool for all who use the file.</summary>
    public string ConnectionString { get; } =
        new SqliteConnectionStringBuilder { DataSource = path, Pooling = true, DefaultTimeout = 10 }.ToString();

    /// <summary>The connection string of a connection that is really closed when it is closed.</summary>
    public string Unpooled { get; } = new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString();

    /// <summary>Its size on the disk, with what was written and is not part of the file itself yet.</summary>
    public long Size() => new[] { path, path + "-wal" }.Select(p => new FileInfo(p)).Where(f => f.Exists).Sum(f => f.Length);

    /// <summary>Whether a statement failed because it gave an address a second owner.</summary>
    public static bool IsAddressTaken(DbException fault) =>
        fault is SqliteException { SqliteExtendedErrorCode: PrimaryKeyViolated }
        && fault.Message.Contains("OwnedAddress.", StringComparison.Ordinal);

    /// <summary>Whether a fault says that an invitation has no use left.</summary>
    public static bool IsInvitationUsedUp(DbException fault) =>
        fault is SqliteException && fault.Message.Contains("invitation-used-up", StringComparison.Ordinal);

    /// <summary>An open connection.</summary>
    public async Task<SqliteConnection> Open(CancellationToken cancellationToken = default)
    {
        var connection = new SqliteConnection(ConnectionString);
        await connection.OpenAsync(cancellationToken);
        return connection;
    }

    /// <summary>The first column of the first row that a statement yields.</summary>
    public async Task<string?> Scalar(string sql)
    {
        await using var connection = await Open();
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Only constant statements are passed in.
        command.CommandText = sql;
#pragma warning restore CA2100
        return (await command.ExecuteScalarAsync())?.ToString();
    }
}
