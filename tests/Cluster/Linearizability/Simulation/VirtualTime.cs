namespace Members.Tests.Cluster.Linearizability.Simulation;

/// <summary>
/// Time that passes only when everybody waits: delays end at once, in their order and on one thread, so a run takes
/// milliseconds and follows from its seed.
/// </summary>
internal sealed class VirtualTime : TimeProvider
{
    private readonly PriorityQueue<Timer, (long Due, int Number)> _timers = new();
    private long _now;
    private int _started;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => _now;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(() => callback(state));
        _timers.Enqueue(timer, (_now + dueTime.Ticks, _started++));
        return timer;
    }

    /// <summary>Runs something to its end.</summary>
    public static T Run<T>(Func<VirtualTime, Task<T>> work) =>
        // On a thread of the pool nothing but the end of a delay decides what goes on.
        Task.Run(() =>
        {
            var time = new VirtualTime();
            var task = work(time);
            while (!task.IsCompleted)
            {
                time.FireNext();
            }

            return task;
        }).GetAwaiter().GetResult();

    private void FireNext()
    {
        if (!_timers.TryDequeue(out var timer, out var at))
        {
            throw new InvalidOperationException("Nothing is left that could end the wait.");
        }

        _now = at.Due;
        timer.Fire();
    }

    private sealed class Timer(Action fire) : ITimer
    {
        private bool _isOver;

        public void Fire()
        {
            if (!_isOver)
            {
                fire();
            }
        }

        public bool Change(TimeSpan dueTime, TimeSpan period) => throw new NotSupportedException();

        public void Dispose() => _isOver = true;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
