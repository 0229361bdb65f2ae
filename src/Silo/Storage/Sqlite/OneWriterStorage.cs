using Orleans.Storage;

namespace Members.Silo.Storage.Sqlite;

/// <summary>Passes the writes of records to the one thread that writes to the file.</summary>
/// <param name="reading">The provider that reads.</param>
/// <param name="writing">The provider that writes on the connection of <paramref name="writer"/>.</param>
/// <param name="writer">The thread.</param>
internal sealed class OneWriterStorage(IGrainStorage reading, IGrainStorage writing, SqliteWriter writer) : IGrainStorage
{
    /// <inheritdoc/>
    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        reading.ReadStateAsync(stateName, grainId, grainState);

    /// <inheritdoc/>
    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        writer.Commit(() => writing.WriteStateAsync(stateName, grainId, grainState));

    /// <inheritdoc/>
    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        writer.Commit(() => writing.ClearStateAsync(stateName, grainId, grainState));
}
