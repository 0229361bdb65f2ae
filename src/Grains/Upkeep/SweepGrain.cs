namespace Members.Grains.Upkeep;

/// <summary>Makes sure that one silo in the cluster sweeps.</summary>
[Alias("members.ISweepGrain")]
internal interface ISweepGrain : IGrainWithIntegerKey
{
    /// <summary>Starts sweeping, unless it has started already.</summary>
    [Alias("Begin")]
    Task Begin();
}

/// <summary>
/// Sweeps when its reminder ticks. The reminder is stored, so it survives every silo. A missed or repeated tick does no harm.
/// </summary>
[GrainType("sweep")]
internal sealed class SweepGrain(Sweeper sweeper, RowRetention retention) : Grain, ISweepGrain, IRemindable
{
    private Task _sweep = Task.CompletedTask;

    /// <inheritdoc/>
    public Task Begin() => this.RegisterOrUpdateReminder("sweep", Sweeper.Pause, Sweeper.Pause);

    /// <inheritdoc/>
    public Task ReceiveReminder(string reminderName, TickStatus status)
    {
        // Not awaited: the tick would time out during a long sweep.
        if (_sweep.IsCompleted)
        {
            _sweep = Task.WhenAll(sweeper.Sweep(), retention.Apply());
        }

        return Task.CompletedTask;
    }
}
