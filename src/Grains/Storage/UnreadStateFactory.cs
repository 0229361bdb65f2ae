using Microsoft.Extensions.DependencyInjection;
using Orleans.Core;
using Orleans.Storage;

namespace Members.Grains.Storage;

/// <summary>
/// Gives the members' grains a state that the first call reads, not the grain's waking up. A read that fails then fails
/// that call, where <see cref="StorageFaultFilter"/> turns it into the fault that callers know. Of a grain that cannot
/// wake up, Orleans hands its caller the driver's own exception, or that it has no codec for it.
/// </summary>
internal sealed class UnreadStateFactory : IPersistentStateFactory
{
    private readonly PersistentStateFactory _others = new();

    /// <inheritdoc/>
    public IPersistentState<TState> Create<TState>(IGrainContext context, IPersistentStateConfiguration config) =>
        config.StorageName == StateNames.Provider
            ? new UnreadState<TState>(config.StateName, context, context.ActivationServices.GetRequiredKeyedService<IGrainStorage>(config.StorageName))
            : _others.Create<TState>(context, config);

    private sealed class UnreadState<TState>(string name, IGrainContext context, IGrainStorage store)
        : StateStorageBridge<TState>(name, context, store), IPersistentState<TState>;
}
