using Orleans.Storage;

namespace Members.Silo.Storage;

/// <summary>
/// Lets one write at a time through to a store that has a single writer anyway. SQLite makes the others wait by
/// sleeping on their threads; here they wait without one.
/// </summary>
internal sealed class OneWriterStorage(IGrainStorage inner) : IGrainStorage, IDisposable
{
    private readonly SemaphoreSlim _writer = new(1, 1);

    /// <inheritdoc/>
    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => inner.ReadStateAsync(stateName, grainId, grainState);

    /// <inheritdoc/>
    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        Alone(() => inner.WriteStateAsync(stateName, grainId, grainState));

    /// <inheritdoc/>
    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        Alone(() => inner.ClearStateAsync(stateName, grainId, grainState));

    /// <inheritdoc/>
    public void Dispose() => _writer.Dispose();

    private async Task Alone(Func<Task> write)
    {
        await _writer.WaitAsync();
        try
        {
            await write();
        }
        finally
        {
            _writer.Release();
        }
    }
}
