using System.Reflection;
using Members.Grains.Upkeep;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Members.Tests.Unit.Upkeep;

/// <summary>A silo comes up whether or not the sweeping can begin, and it begins as soon as it can.</summary>
public sealed class SweepStartTests : IDisposable
{
    private readonly FakeTimeProvider _clock = new();
    private readonly SweepStub _sweep = new();
    private readonly SweepStart _start;
    private readonly LifecycleStub _silo = new();

    public SweepStartTests()
    {
        var grains = DispatchProxy.Create<IGrainFactory, FactoryStub>();
        ((FactoryStub)grains).Sweep = _sweep;
        _start = new SweepStart(grains, _clock, NullLogger<SweepStart>.Instance);
        _start.Participate(_silo);
    }

    public void Dispose() => _start.Dispose();

    [Fact]
    public async Task A_silo_does_not_wait_for_it()
    {
        await _silo.Observer.OnStart(default);
        await _sweep.Asked(1);

        await _silo.Observer.OnStop(default);
    }

    [Fact]
    public async Task It_is_tried_until_it_has_begun()
    {
        await _silo.Observer.OnStart(default);
        (await _sweep.Asked(1)).SetException(new TimeoutException());
        (await _sweep.Asked(2, _clock)).SetException(new InvalidOperationException("The reminders are away."));
        (await _sweep.Asked(3, _clock)).SetResult();
        _clock.Advance(SweepStart.Pause);
        await _silo.Observer.OnStop(default);

        Assert.Equal(3, _sweep.Count);
    }

    [Fact]
    public async Task A_try_that_is_not_answered_is_given_up()
    {
        await _silo.Observer.OnStart(default);
        await _sweep.Asked(1);
        (await _sweep.Asked(2, _clock)).SetResult();
        await _silo.Observer.OnStop(default);

        Assert.Equal(2, _sweep.Count);
    }

    private sealed class SweepStub : ISweepGrain
    {
        private readonly List<TaskCompletionSource> _tries = [];

        public int Count
        {
            get
            {
                lock (_tries)
                {
                    return _tries.Count;
                }
            }
        }

        public Task Begin()
        {
            lock (_tries)
            {
                _tries.Add(new TaskCompletionSource());
                return _tries[^1].Task;
            }
        }

        /// <summary>The try of that number, as soon as it is made; meanwhile the clock runs.</summary>
        public async Task<TaskCompletionSource> Asked(int number, FakeTimeProvider? clock = null)
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
            while (Count < number)
            {
                clock?.Advance(SweepStart.Pause);
                await Task.Yield();
                patience.Token.ThrowIfCancellationRequested();
            }

            lock (_tries)
            {
                return _tries[number - 1];
            }
        }
    }

    /// <summary>Gives the same grain whatever is asked for; a proxy needs an open class.</summary>
    public class FactoryStub : DispatchProxy
    {
        internal ISweepGrain Sweep { get; set; } = null!;

        protected override object Invoke(MethodInfo? targetMethod, object?[]? args) => Sweep;
    }

    private sealed class LifecycleStub : ISiloLifecycle
    {
        public ILifecycleObserver Observer { get; private set; } = null!;

        public int HighestCompletedStage => 0;

        public int LowestStoppedStage => 0;

        public IDisposable Subscribe(string observerName, int stage, ILifecycleObserver observer)
        {
            Observer = observer;
            return new MemoryStream();
        }
    }
}
