using Orleans.Storage;

namespace Members.Silo.Storage.Sqlite;

/// <summary>Passes the writes of records to the one thread that writes to the file.</summary>
internal sealed class OneWriterStorage(IGrainStorage inner, SqliteWriter writer) : IGrainStorage
{
    /// <inheritdoc/>
    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        inner.ReadStateAsync(stateName, grainId, grainState);

    /// <inheritdoc/>
    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        Enqueue(() => inner.WriteStateAsync(stateName, grainId, grainState));

    /// <inheritdoc/>
    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        Enqueue(() => inner.ClearStateAsync(stateName, grainId, grainState));

    private Task<bool> Enqueue(Func<Task> write) => writer.Enqueue(async () =>
    {
        await write();
        return true;
    });
}
