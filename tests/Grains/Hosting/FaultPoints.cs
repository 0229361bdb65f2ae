using System.Data.Common;
using Orleans.Storage;

namespace Members.Tests.Grains.Hosting;

/// <summary>When, seen from the store, a write fails.</summary>
public enum FaultMoment
{
    /// <summary>It does not happen.</summary>
    Before,

    /// <summary>It happens, but the answer is lost: the caller also keeps the old e-tag.</summary>
    After,
}

/// <summary>What was done to a record.</summary>
internal enum StoreAction
{
    Read,
    Write,
    Clear,
}

/// <summary>One operation that reached the store.</summary>
internal sealed record StoreOperation(StoreAction Action, string StateName, GrainId Grain);

/// <summary>
/// What happens at the store of one cluster: tests watch the records of their own grains and make an operation on them
/// fail, lose its answer or wait.
/// </summary>
internal sealed class FaultPoints
{
    private readonly Lock _gate = new();
    private readonly List<StoreWatch> _watches = [];

    /// <summary>Watches the records of these grains until disposed.</summary>
    public StoreWatch Watch(params GrainId[] grains)
    {
        var watch = new StoreWatch(grains, Forget);
        lock (_gate)
        {
            _watches.Add(watch);
        }

        return watch;
    }

    /// <summary>Tells the watches of an operation, and says how it is to end.</summary>
    public StoreFault Arrive(StoreOperation operation)
    {
        lock (_gate)
        {
            return _watches.Aggregate(StoreFault.None, (fault, watch) => watch.Arrive(operation) is { IsNone: false } own ? own : fault);
        }
    }

    private void Forget(StoreWatch watch)
    {
        lock (_gate)
        {
            _watches.Remove(watch);
        }
    }
}

/// <summary>How an operation is to end: with an exception at the moment given, or after a wait.</summary>
internal readonly record struct StoreFault(FaultMoment? Moment, Task? Wait, Exception? Thrown = null)
{
    public static StoreFault None => default;

    public bool IsNone => Moment is null && Wait is null;
}

/// <summary>The operations on some grains' records while it lives.</summary>
internal sealed class StoreWatch(IReadOnlyCollection<GrainId> grains, Action<StoreWatch> forget) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly List<StoreOperation> _operations = [];
    private readonly Dictionary<int, StoreFault> _writeFaults = [];
    private readonly Dictionary<int, TaskCompletionSource> _writeArrivals = [];
    private readonly List<TaskCompletionSource> _holds = [];
    private int _writes;
    private int _failingReads;
    private Exception? _readFault;

    /// <summary>All operations, in order.</summary>
    public IReadOnlyList<StoreOperation> Operations
    {
        get
        {
            lock (_gate)
            {
                return [.. _operations];
            }
        }
    }

    /// <summary>The state names of the commits, in order; a removal is a commit too.</summary>
    public IReadOnlyList<string> Commits => [.. Operations.Where(o => o.Action != StoreAction.Read).Select(o => o.StateName)];

    /// <summary>Makes the commit of that number, from 1, fail.</summary>
    public void FailWrite(int number, FaultMoment moment, Exception? thrown = null) => Plan(number, new StoreFault(moment, null, thrown));

    /// <summary>Makes the commit of that number wait.</summary>
    /// <returns>Lets it go on.</returns>
    public TaskCompletionSource HoldWrite(int number)
    {
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            _holds.Add(release);
        }

        Plan(number, new StoreFault(null, release.Task));
        return release;
    }

    /// <summary>Makes the next reads fail.</summary>
    public void FailReads(int count, Exception? thrown = null)
    {
        lock (_gate)
        {
            (_failingReads, _readFault) = (count, thrown);
        }
    }

    /// <summary>Completes when the commit of that number has reached the store.</summary>
    public Task WriteArrived(int number)
    {
        lock (_gate)
        {
            var arrival = Arrival(number);
            if (_writes >= number)
            {
                arrival.TrySetResult();
            }

            return arrival.Task.WaitAsync(TimeSpan.FromSeconds(20));
        }
    }

    /// <summary>Notes an operation and says how it is to end.</summary>
    public StoreFault Arrive(StoreOperation operation)
    {
        if (!grains.Contains(operation.Grain))
        {
            return StoreFault.None;
        }

        lock (_gate)
        {
            _operations.Add(operation);
            if (operation.Action == StoreAction.Read)
            {
                return _failingReads-- > 0 ? new StoreFault(FaultMoment.Before, null, _readFault) : StoreFault.None;
            }

            _writes++;
            Arrival(_writes).TrySetResult();
            return _writeFaults.GetValueOrDefault(_writes);
        }
    }

    /// <summary>Stops watching, and lets go on whatever a failed test still holds, so that it fails alone.</summary>
    public void Dispose()
    {
        forget(this);
        lock (_gate)
        {
            _holds.ForEach(h => h.TrySetResult());
        }
    }

    private void Plan(int number, StoreFault fault)
    {
        lock (_gate)
        {
            _writeFaults[number] = fault;
        }
    }

    private TaskCompletionSource Arrival(int number)
    {
        if (!_writeArrivals.TryGetValue(number, out var arrival))
        {
            arrival = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _writeArrivals.Add(number, arrival);
        }

        return arrival;
    }
}

/// <summary>A driver's exception as a driver throws it: a type that no caller has a codec for.</summary>
internal sealed class DriverException() : DbException("SELECT secret FROM members: the connection was reset");

/// <summary>The store of a silo, with the fault points before and after what it does.</summary>
internal sealed class FaultPointStorage(IGrainStorage inner, FaultPoints points) : IGrainStorage, ILifecycleParticipant<ISiloLifecycle>
{
    /// <summary>The store without fault points: what is really stored.</summary>
    public IGrainStorage Inner => inner;

    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var fault = points.Arrive(new StoreOperation(StoreAction.Read, stateName, grainId));
        if (fault.Moment is not null)
        {
            throw fault.Thrown ?? new DriverException();
        }

        await inner.ReadStateAsync(stateName, grainId, grainState);
    }

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        Commit(StoreAction.Write, stateName, grainId, grainState, state => inner.WriteStateAsync(stateName, grainId, state));

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        Commit(StoreAction.Clear, stateName, grainId, grainState, state => inner.ClearStateAsync(stateName, grainId, state));

    public void Participate(ISiloLifecycle observer) => (inner as ILifecycleParticipant<ISiloLifecycle>)?.Participate(observer);

    private async Task Commit<T>(
        StoreAction action, string stateName, GrainId grainId, IGrainState<T> grainState, Func<IGrainState<T>, Task> commit)
    {
        var fault = points.Arrive(new StoreOperation(action, stateName, grainId));
        if (fault.Wait is not null)
        {
            await fault.Wait;
        }

        switch (fault.Moment)
        {
            case FaultMoment.Before:
                throw fault.Thrown ?? new DriverException();
            case FaultMoment.After:
                // Through a copy: whoever never got the answer never learnt the new e-tag either.
                await commit(new GrainState<T>(grainState.State, grainState.ETag) { RecordExists = grainState.RecordExists });
                throw fault.Thrown ?? new DriverException();
            default:
                await commit(grainState);
                return;
        }
    }
}
