using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Members.ApiKeys;
using Members.Directory;
using Members.Grains.Directory;
using Members.Grains.Upkeep;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Members.Tests.Unit.Upkeep;

public sealed class SweeperTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly Bench _bench = new();

    [Fact]
    public async Task However_many_are_due_one_sweep_settles_them()
    {
        _bench.Due = [.. Enumerable.Range(0, 250).Select(Make.Id)];
        await _bench.SweepUntil(() => _bench.Settled.Count == 250, once: true);

        Assert.Equal(250, _bench.Settled.Distinct().Count());
    }

    [Fact]
    public async Task A_member_that_stays_due_does_not_keep_a_sweep_going()
    {
        _bench.StaysDue = true;
        _bench.Due = [.. Enumerable.Range(0, 100).Select(Make.Id)];
        await _bench.SweepUntil(() => _bench.Asked >= 20);

        // Each sweep asks twice: the second time there is nobody whom it has not settled.
        Assert.InRange(_bench.Settled.Count, (_bench.Asked / 2 * 100) - 100, (_bench.Asked / 2 * 100) + 100);
    }

    [Fact]
    public async Task Members_that_cannot_be_settled_hold_up_nobody_and_are_left_alone_for_a_while()
    {
        _bench.Failing = [.. Enumerable.Range(0, 100).Select(Make.Id)];
        _bench.Due = [.. _bench.Failing, Make.Id(777)];
        await _bench.SweepUntil(() => _bench.Settled.Contains(Make.Id(777)) && _bench.Asked >= 60);

        // After 10, 20, 40, 80 and 160 seconds; without the rest it would be each time that the sweeper asks.
        Assert.InRange(_bench.Tries.Values.Max(), 3, 9);
    }

    /// <summary>A sweeper over a store and members that do what a test says.</summary>
    private sealed class Bench : IDirectoryStore
    {
        private int _asked;

        public FakeTimeProvider Clock { get; } = new();

        public ImmutableArray<Guid> Due { get; set; } = [];

        public HashSet<Guid> Failing { get; set; } = [];

        public bool StaysDue { get; set; }

        public ConcurrentQueue<Guid> Settled { get; } = [];

        public ConcurrentDictionary<Guid, int> Tries { get; } = [];

        public int Asked => _asked;

        public async Task SweepUntil(Func<bool> done, bool once = false)
        {
            var grains = DispatchProxy.Create<IGrainFactory, Factory>();
            ((Factory)(object)grains).Bench = this;
            using var sweeper = new Sweeper(this, grains, Clock, NullLogger<Sweeper>.Instance);
            await sweeper.StartAsync(CancellationToken.None);
            using var patience = new CancellationTokenSource(Patience);
            while (!done())
            {
                var asked = Asked;
                if (!once || asked == 0)
                {
                    Clock.Advance(TimeSpan.FromSeconds(10));
                }

                do
                {
                    patience.Token.ThrowIfCancellationRequested();
                    await Task.Yield();
                }
                while (asked > 0 && Asked == asked && !done());
            }

            await sweeper.StopAsync(patience.Token);
        }

        public Task<ImmutableArray<Guid>> FindDue(DateTimeOffset now, int limit, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _asked);
            return Task.FromResult(Due.Where(id => StaysDue || !Settled.Contains(id)).Take(limit).ToImmutableArray());
        }

        public Task<MemberPage> ListMembers(MemberQuery query, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<ImmutableArray<ApiKeyView>> ListApiKeys(CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task Probe(CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task Settle(Guid member)
        {
            Tries.AddOrUpdate(member, 1, (_, tries) => tries + 1);
            if (Failing.Contains(member))
            {
                return Task.FromException(new IOException());
            }

            Settled.Enqueue(member);
            return Task.CompletedTask;
        }
    }

    /// <summary>Hands out members that only know how to settle.</summary>
    [SuppressMessage("Performance", "CA1852", Justification = "The proxy is made from a subclass.")]
    private class Factory : DispatchProxy
    {
        public Bench Bench { get; set; } = null!;

        protected override object Invoke(MethodInfo? targetMethod, object?[]? args)
        {
            var member = DispatchProxy.Create<IMemberUpkeepGrain, Member>();
            (((Member)(object)member).Bench, ((Member)(object)member).Id) = (Bench, (Guid)args![0]!);
            return member;
        }
    }

    [SuppressMessage("Performance", "CA1852", Justification = "The proxy is made from a subclass.")]
    private class Member : DispatchProxy
    {
        public Bench Bench { get; set; } = null!;

        public Guid Id { get; set; }

        protected override object Invoke(MethodInfo? targetMethod, object?[]? args) => Bench.Settle(Id);
    }
}
