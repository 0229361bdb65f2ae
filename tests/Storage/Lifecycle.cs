namespace Members.Tests.Storage;

/// <summary>Starts what takes part in a silo's life, without a silo.</summary>
internal sealed class Lifecycle : ISiloLifecycle
{
    private readonly List<(int Stage, ILifecycleObserver Observer)> _observers = [];

    public int HighestCompletedStage => int.MaxValue;

    public int LowestStoppedStage => int.MinValue;

    public IDisposable Subscribe(string observerName, int stage, ILifecycleObserver observer)
    {
        _observers.Add((stage, observer));
        return new Nothing();
    }

    public async Task Start()
    {
        foreach (var (_, observer) in _observers.OrderBy(o => o.Stage))
        {
            await observer.OnStart(CancellationToken.None);
        }
    }

    private sealed class Nothing : IDisposable
    {
        public void Dispose()
        {
        }
    }
}
