using System.Diagnostics.CodeAnalysis;
using Orleans.Storage;

namespace Members.Grains.Storage;

/// <summary>
/// The only place that writes grain state. The record in memory is the stored one, always: a write that fails may or
/// may not have happened, so nothing more is answered from memory until the record has been read again (contract I10).
/// </summary>
/// <param name="state">The grain's state.</param>
/// <param name="grain">Dropped when the store shows that another activation has written.</param>
[SuppressMessage("Design", "CA1001", Justification = "A SemaphoreSlim whose wait handle is never asked for holds nothing to dispose.")]
internal sealed class StoredRecord<TState>(IPersistentState<TState> state, IGrainBase grain) : IRecord<TState>
    where TState : class
{
    private readonly SemaphoreSlim _line = new(1, 1);
    private TState _stored = state.State;
    private bool _certain = true;

    /// <summary>The stored record, if it is known for certain: no waiting.</summary>
    public bool TryCurrent([NotNullWhen(true)] out TState? current)
    {
        current = _certain ? _stored : null;
        return _certain;
    }

    /// <inheritdoc/>
    public ValueTask<TState> Current() => _certain ? new(_stored) : new(ReadAgain());

    /// <inheritdoc/>
    public async Task<TAnswer> Update<TAnswer>(Func<TState, Decision<TState, TAnswer>> decide)
    {
        await _line.WaitAsync();
        try
        {
            await EnsureCertain();
            var decision = decide(_stored);
            if (decision.Next is { } next && !ReferenceEquals(next, _stored))
            {
                state.State = next;
                await Commit(state.WriteStateAsync);
            }

            return decision.Answer;
        }
        finally
        {
            _line.Release();
        }
    }

    /// <inheritdoc/>
    public async Task Clear()
    {
        await _line.WaitAsync();
        try
        {
            await EnsureCertain();
            await Commit(state.ClearStateAsync);
        }
        finally
        {
            _line.Release();
        }
    }

    private async Task Commit(Func<Task> write)
    {
        try
        {
            await write();
            _stored = state.State;
        }
        catch (Exception failure)
        {
            _certain = false;
            state.State = _stored;
            if (failure is InconsistentStateException)
            {
                grain.DeactivateOnIdle();
            }

            throw;
        }
    }

    private async Task<TState> ReadAgain()
    {
        await _line.WaitAsync();
        try
        {
            await EnsureCertain();
            return _stored;
        }
        finally
        {
            _line.Release();
        }
    }

    private async Task EnsureCertain()
    {
        if (!_certain)
        {
            await state.ReadStateAsync();
            _stored = state.State;
            _certain = true;
        }
    }
}
