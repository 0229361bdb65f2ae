using System.Diagnostics.CodeAnalysis;
using Members.Leases;
using Orleans.Storage;

namespace Members.Grains.Storage;

/// <summary>
/// The only place that writes grain state. The record in memory is the stored one, always: a write that fails may or
/// may not have happened, so nothing more is answered from memory until the record has been read again (contract I10).
/// The same goes when another silo may have taken the grain over (<see cref="CacheValidity"/>).
/// </summary>
/// <param name="state">The grain's state.</param>
/// <param name="grain">Dropped when the store shows that another activation has written.</param>
/// <param name="validity">Whether what was read before is still good.</param>
[SuppressMessage("Design", "CA1001", Justification = "A SemaphoreSlim whose wait handle is never asked for holds nothing to dispose.")]
internal sealed class StoredRecord<TState>(IPersistentState<TState> state, IGrainBase grain, CacheValidity validity) : IRecord<TState>
    where TState : VersionedRecord
{
    private readonly SemaphoreSlim _queue = new(1, 1);

    // Nothing is known before the first call has read it.
    private TState? _stored;
    private bool _certain;
    private long _readAt;

    /// <summary>The stored record, if it is known for certain without waiting.</summary>
    public bool TryCurrent([NotNullWhen(true)] out TState? current)
    {
        current = _certain && validity.IsValid(grain.GrainContext.GrainId, _readAt) ? _stored : null;
        return current is not null;
    }

    /// <inheritdoc/>
    public ValueTask<TState> Current() => TryCurrent(out var current) ? new(current) : new(Read());

    /// <summary>
    /// The record as stored at one moment of this call. What is remembered is behind the row while a write is under way, and when
    /// another activation has written.
    /// </summary>
    public async Task<TState> Reload()
    {
        await _queue.WaitAsync();
        try
        {
            return await ReadRow();
        }
        finally
        {
            _queue.Release();
        }
    }

    /// <inheritdoc/>
    public async Task<TAnswer> Update<TAnswer>(Func<TState, Decision<TState, TAnswer>> decide)
    {
        await _queue.WaitAsync();
        try
        {
            var before = await EnsureCertain();
            var decision = decide(before);
            if (decision.Next is { } next && !ReferenceEquals(next, before))
            {
                state.State = next;
                await Commit(before, state.WriteStateAsync);
            }

            return decision.Answer;
        }
        finally
        {
            _queue.Release();
        }
    }

    /// <inheritdoc/>
    public async Task Clear(Func<TState, bool> isMeant)
    {
        await _queue.WaitAsync();
        try
        {
            var before = await EnsureCertain();
            if (isMeant(before))
            {
                await Commit(before, state.ClearStateAsync);
            }
        }
        finally
        {
            _queue.Release();
        }
    }

    private async Task Commit(TState before, Func<Task> write)
    {
        // The write found the row as it was read, which is as good as reading it again.
        var generation = validity.Generation;
        try
        {
            await write();
            (_stored, _readAt) = (state.State, generation);
        }
        catch (Exception failure)
        {
            _certain = false;
            state.State = before;
            if (failure is InconsistentStateException)
            {
                grain.DeactivateOnIdle();
            }

            // Orleans wraps what a provider throws.
            if (failure.InnerException is AddressTakenException or InvitationUsedUpException)
            {
                throw failure.InnerException;
            }

            throw;
        }
    }

    private async Task<TState> Read()
    {
        await _queue.WaitAsync();
        try
        {
            return await EnsureCertain();
        }
        finally
        {
            _queue.Release();
        }
    }

    private async ValueTask<TState> EnsureCertain() => TryCurrent(out var current) ? current : await ReadRow();

    private async Task<TState> ReadRow()
    {
        var generation = validity.Generation;
        await state.ReadStateAsync();
        _certain = false;
        state.State.EnsureKnown();
        (_stored, _certain, _readAt) = (state.State, true, generation);
        return _stored;
    }
}
