namespace Members.Silo.Storage.Sqlite;

/// <summary>
/// Commits several writes with one sync of the disk, each with an outcome of its own: one that fails is undone by itself, and nobody is
/// told of success before all of them are on the disk.
/// </summary>
/// <param name="connectionString">The file, without a pool.</param>
internal sealed class SqliteGroup(string connectionString)
{
    private KeptConnection? _connection;

    public string ConnectionString => connectionString;

    /// <summary>The connection on which the writes of a group are made.</summary>
    public KeptConnection Connection => _connection ??= new KeptConnection(connectionString);

    /// <summary>Makes the writes, commits them, and tells their callers.</summary>
    public void Commit(IReadOnlyList<SqliteWrite> writes)
    {
        try
        {
            Connection.Execute("BEGIN IMMEDIATE");
            foreach (var write in writes)
            {
                Run(write);
            }

            Connection.Execute("COMMIT");
        }
        catch (Exception failure)
        {
            // Closing the connection undoes what has not been committed.
            End();
            foreach (var write in writes)
            {
                write.Fail(failure);
            }
        }

        foreach (var write in writes)
        {
            write.Complete();
        }
    }

    /// <summary>Closes the connection; the next write opens another.</summary>
    public void End()
    {
        _connection?.End();
        _connection = null;
    }

    private void Run(SqliteWrite write)
    {
        Connection.Execute("SAVEPOINT write");
        write.Run();
        if (write.HasFailed)
        {
            // Fails when the database has ended the transaction, a full disk for example: then the others have not happened either.
            Connection.Execute("ROLLBACK TO write");
        }

        Connection.Execute("RELEASE write");
    }
}
