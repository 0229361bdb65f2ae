using Members.Grains.Throttling;

namespace Members.Grains.Upkeep;

/// <summary>Sees to it that somebody sweeps: one in the cluster, whichever silos come and go.</summary>
[Alias("members.ISweepGrain")]
internal interface ISweepGrain : IGrainWithIntegerKey
{
    /// <summary>Begins the sweeping; when it has begun already, nothing changes.</summary>
    [Alias("Begin")]
    Task Begin();
}

/// <summary>
/// Sweeps when its reminder comes. The reminder is stored, so it outlives every silo; a tick that is missed or comes
/// twice does no harm.
/// </summary>
[GrainType("sweep")]
internal sealed class SweepGrain(Sweeper sweeper, AttemptRetention attempts) : Grain, ISweepGrain, IRemindable
{
    private Task _sweep = Task.CompletedTask;

    /// <inheritdoc/>
    public Task Begin() => this.RegisterOrUpdateReminder("sweep", Sweeper.Pause, Sweeper.Pause);

    /// <inheritdoc/>
    public Task ReceiveReminder(string reminderName, TickStatus status)
    {
        // Not waited for: a long sweep would make the tick a failed call.
        if (_sweep.IsCompleted)
        {
            _sweep = Task.WhenAll(sweeper.Sweep(), attempts.Apply());
        }

        return Task.CompletedTask;
    }
}
