using System.Collections.Concurrent;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using System.Diagnostics.Metrics;

namespace Members.Silo.Storage.Sqlite;

/// <summary>
/// The one thread that writes to the file. SQLite's calls block their thread until the disk has synced, and a second writer waits by
/// sleeping: neither may happen on the few threads that answer session checks. Writes of records that wait at the same time are committed
/// together, with one sync for all of them.
/// </summary>
internal sealed class SqliteWriter : IDisposable
{
    /// <summary>The most writes in one commit: those who came first wait for the last.</summary>
    public const int LargestGroup = 64;

    private readonly BlockingCollection<SqliteWrite> _writes = [];
    private readonly SqliteGroup _group;

    public SqliteWriter(SqliteFile file, IMeterFactory meters)
    {
        _group = new SqliteGroup(file.Unpooled);
        Source = new GroupSource(_group);
        SqliteWriterMetrics.Observe(meters, () => _writes.Count);
        new Thread(Write) { IsBackground = true, Name = "members-store" }.Start();
    }

    /// <summary>The connection of the group. Only a write that is given to <see cref="Commit"/> may use it.</summary>
    public DbDataSource Source { get; }

    /// <summary>Makes a write on the group's connection, perhaps in one commit with others.</summary>
    /// <param name="write">Must be over when it returns, as all calls of the driver are.</param>
    /// <returns>Fails as the write did, or as the commit did; then it has not happened.</returns>
    public Task Commit(Func<Task> write) => Enqueue(new SqliteWrite(write, isGrouped: true));

    /// <summary>Makes a write on a connection of its own, after all that were given before it.</summary>
    public async Task<T> Alone<T>(Func<Task<T>> write)
    {
        var result = default(T);
        await Enqueue(new SqliteWrite(async () => result = await write(), isGrouped: false));
        return result!;
    }

    /// <inheritdoc/>
    public void Dispose() => _writes.CompleteAdding();

    private Task Enqueue(SqliteWrite write)
    {
        _writes.Add(write);
        return write.Completion;
    }

    private void Write()
    {
        foreach (var first in _writes.GetConsumingEnumerable())
        {
            for (var next = first; next is not null;)
            {
                next = next.IsGrouped ? CommitFrom(next) : RunAlone(next);
            }
        }

        _group.End();
    }

    private static SqliteWrite? RunAlone(SqliteWrite write)
    {
        write.Run();
        write.Complete();
        return null;
    }

    // Returns the write that ended the group, if it was not part of it.
    private SqliteWrite? CommitFrom(SqliteWrite first)
    {
        var group = new List<SqliteWrite> { first };
        SqliteWrite? other = null;
        while (group.Count < LargestGroup && other is null && _writes.TryTake(out var next))
        {
            if (next.IsGrouped)
            {
                group.Add(next);
            }
            else
            {
                other = next;
            }
        }

        _group.Commit(group);
        return other;
    }

    private sealed class GroupSource(SqliteGroup group) : DbDataSource
    {
        [AllowNull]
        public override string ConnectionString => group.ConnectionString;

        protected override DbConnection CreateDbConnection() => group.Connection;
    }
}
