using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Members.Grains.Storage;
using Orleans.Storage;

namespace Members.Tests.Grains.Hosting;

/// <summary>
/// A store that no silo takes with it when it dies: rows of JSON with a version, as in a database. A first write is one
/// too, and loses when somebody else's came before it.
/// </summary>
internal sealed class OutsideStore : IGrainStorage
{
    private readonly ConcurrentDictionary<(string State, GrainId Grain), Row> _rows = new();

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var row = _rows.GetValueOrDefault((stateName, grainId));
        (grainState.State, grainState.ETag, grainState.RecordExists) = row?.Json is null
            ? (Activator.CreateInstance<T>(), row?.ETag, false)
            : (JsonSerializer.Deserialize<T>(row.Json, StoredJson.Options)!, row.ETag, true);
        return Task.CompletedTask;
    }

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        Put(stateName, grainId, grainState, JsonSerializer.SerializeToUtf8Bytes(grainState.State, StoredJson.Options));
        grainState.RecordExists = true;
        return Task.CompletedTask;
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        Put(stateName, grainId, grainState, null);
        (grainState.State, grainState.RecordExists) = (Activator.CreateInstance<T>(), false);
        return Task.CompletedTask;
    }

    private void Put<T>(string stateName, GrainId grainId, IGrainState<T> grainState, byte[]? json)
    {
        var key = (stateName, grainId);
        var before = _rows.GetValueOrDefault(key);
        var after = new Row((before?.Version ?? 0) + 1, json);
        var done = before?.ETag == grainState.ETag && (before is null ? _rows.TryAdd(key, after) : _rows.TryUpdate(key, after, before));
        if (!done)
        {
            throw new InconsistentStateException("Somebody else has written this row.", before?.ETag ?? "none", grainState.ETag ?? "none");
        }

        grainState.ETag = after.ETag;
    }

    private sealed record Row(int Version, byte[]? Json)
    {
        public string ETag { get; } = Version.ToString(CultureInfo.InvariantCulture);
    }
}
