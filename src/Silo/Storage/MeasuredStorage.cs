using Orleans.Storage;

namespace Members.Silo.Storage;

/// <summary>Measures the commits of the provider that it stands before.</summary>
internal sealed class MeasuredStorage(IGrainStorage inner, CommitMetrics metrics) : IGrainStorage
{
    /// <inheritdoc/>
    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        inner.ReadStateAsync(stateName, grainId, grainState);

    /// <inheritdoc/>
    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        metrics.Measure(stateName, () => inner.WriteStateAsync(stateName, grainId, grainState));

    /// <inheritdoc/>
    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        metrics.Measure(stateName, () => inner.ClearStateAsync(stateName, grainId, grainState));
}
