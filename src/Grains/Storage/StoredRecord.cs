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
    private TState? _taken;
    private bool _certain = true;

    // Taken at the first call, not in the constructor: a grain is made before its state is read.
    private TState Stored
    {
        get => _taken ??= state.State;
        set => _taken = value;
    }

    /// <summary>The stored record, if it is known for certain: no waiting.</summary>
    public bool TryCurrent([NotNullWhen(true)] out TState? current)
    {
        current = _certain ? Stored : null;
        return _certain;
    }

    /// <inheritdoc/>
    public ValueTask<TState> Current() => _certain ? new(Stored) : new(ReadAgain());

    /// <inheritdoc/>
    public async Task<TAnswer> Update<TAnswer>(Func<TState, Decision<TState, TAnswer>> decide)
    {
        await _line.WaitAsync();
        try
        {
            await EnsureCertain();
            var decision = decide(Stored);
            if (decision.Next is { } next && !ReferenceEquals(next, Stored))
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
            Stored = state.State;
        }
        catch (Exception failure)
        {
            _certain = false;
            state.State = Stored;
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
            return Stored;
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
            Stored = state.State;
            _certain = true;
        }
    }
}
