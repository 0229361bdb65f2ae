using System.Collections.Concurrent;

namespace Members.Silo.Storage.Sqlite;

/// <summary>
/// The one thread that writes to the file. SQLite's calls block their thread until the disk has synced, and a second writer waits by
/// sleeping: neither may happen on the few threads that answer session checks.
/// </summary>
internal sealed class SqliteWriter : IDisposable
{
    private readonly BlockingCollection<Action> _writes = [];

    public SqliteWriter() => new Thread(Write) { IsBackground = true, Name = "members-store" }.Start();

    /// <summary>Makes a write after all that were given before it.</summary>
    public Task<T> Enqueue<T>(Func<Task<T>> write)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        _writes.Add(() => _ = Complete(write, done));
        return done.Task;
    }

    /// <inheritdoc/>
    public void Dispose() => _writes.CompleteAdding();

    private static async Task Complete<T>(Func<Task<T>> write, TaskCompletionSource<T> done)
    {
        try
        {
            done.SetResult(await write());
        }
        catch (Exception fault)
        {
            done.SetException(fault);
        }
    }

    // The driver has no asynchronous calls: each write is over, and the disk synced, when its call returns.
    private void Write()
    {
        foreach (var write in _writes.GetConsumingEnumerable())
        {
            write();
        }
    }
}
