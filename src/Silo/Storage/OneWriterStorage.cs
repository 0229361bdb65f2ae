using System.Collections.Concurrent;
using Orleans.Storage;

namespace Members.Silo.Storage;

/// <summary>
/// Writes to a store with a single writer on a thread of its own. SQLite's calls block their thread until the disk has synced, and a
/// second writer waits by sleeping: neither may happen on the few threads that answer session checks.
/// </summary>
internal sealed class OneWriterStorage : IGrainStorage, IDisposable
{
    private readonly IGrainStorage _inner;
    private readonly BlockingCollection<Action> _writes = [];

    public OneWriterStorage(IGrainStorage inner)
    {
        _inner = inner;
        new Thread(Write) { IsBackground = true, Name = "members-store" }.Start();
    }

    /// <inheritdoc/>
    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        _inner.ReadStateAsync(stateName, grainId, grainState);

    /// <inheritdoc/>
    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        Enqueue(() => _inner.WriteStateAsync(stateName, grainId, grainState));

    /// <inheritdoc/>
    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        Enqueue(() => _inner.ClearStateAsync(stateName, grainId, grainState));

    /// <inheritdoc/>
    public void Dispose() => _writes.CompleteAdding();

    private static async Task Complete(Func<Task> write, TaskCompletionSource done)
    {
        try
        {
            await write();
            done.SetResult();
        }
        catch (Exception fault)
        {
            done.SetException(fault);
        }
    }

    private Task Enqueue(Func<Task> write)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _writes.Add(() => _ = Complete(write, done));
        return done.Task;
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
