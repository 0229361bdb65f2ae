using Microsoft.Extensions.DependencyInjection;
using Orleans.Core;
using Orleans.Storage;

namespace Members.Grains.Storage;

/// <summary>
/// Gives the members' grains a state that the first call reads, not the activation. A read that fails then fails that call, where
/// <see cref="StorageFaultFilter"/> turns it into the fault that callers know. When an activation fails, Orleans gives its caller the
/// driver's own exception, or a complaint that there is no codec for it.
/// </summary>
internal sealed class UnreadStateFactory : IPersistentStateFactory
{
    private readonly PersistentStateFactory _others = new();

    /// <inheritdoc/>
    public IPersistentState<TState> Create<TState>(IGrainContext context, IPersistentStateConfiguration config)
    {
        if (config.StorageName != StateNames.Provider)
        {
            return _others.Create<TState>(context, config);
        }

        var store = context.ActivationServices.GetRequiredKeyedService<IGrainStorage>(config.StorageName);
        return new UnreadState<TState>(config.StateName, context, store);
    }

    private sealed class UnreadState<TState>(string name, IGrainContext context, IGrainStorage store)
        : StateStorageBridge<TState>(name, context, store), IPersistentState<TState>;
}
