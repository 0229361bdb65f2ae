using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Members.Silo.Storage.Sqlite;

/// <summary>Copies of a SQLite file: how one is made of a file in use, and how it becomes a file by itself.</summary>
internal static class SqliteCopy
{
    /// <summary>A connection that is closed when it is closed.</summary>
    public static async Task<SqliteConnection> Connect(string path, SqliteOpenMode mode, CancellationToken cancellationToken)
    {
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false, DefaultTimeout = 60 }.ToString());
        try
        {
            await connection.OpenAsync(cancellationToken);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// Copies a file as it is at one moment, while others read and write. Pages that are free, in which erased members may still stand,
    /// are not copied.
    /// </summary>
    /// <param name="database">The file.</param>
    /// <param name="copy">An empty file, or none.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="SqliteException">It cannot be copied.</exception>
    public static async Task Make(string database, string copy, CancellationToken cancellationToken)
    {
        await using var connection = await Connect(database, SqliteOpenMode.ReadOnly, cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = "VACUUM INTO @copy";
        command.CommandTimeout = 0;
        command.Parameters.AddWithValue("@copy", copy);
        await connection.Interruptible(command.ExecuteNonQueryAsync, cancellationToken);
    }

    /// <summary>Does something that may take long, and ends it when it is cancelled: SQLite itself looks for that only before.</summary>
    public static async Task<T> Interruptible<T>(
        this SqliteConnection connection, Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        await using var stop = cancellationToken.Register(() => raw.sqlite3_interrupt(connection.Handle));
        try
        {
            return await work(cancellationToken);
        }
        catch (SqliteException fault) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(fault.Message, fault, cancellationToken);
        }
    }

    /// <summary>Makes one file of it, without a log beside it. The next start writes ahead again.</summary>
    public static async Task CloseLog(SqliteConnection connection, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA journal_mode = DELETE";
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
