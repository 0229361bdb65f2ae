using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Members.Admission;
using Members.ApiKeys;
using Members.Directory;
using Members.Grains;
using Members.Grains.Admission;
using Members.Grains.Digest;
using Members.Grains.Directory;
using Members.Grains.SignUp;
using Members.Grains.Upkeep;
using Members.Settings;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Members.Tests.Unit.Upkeep;

public sealed class SweeperTests
{
    private readonly Bench _bench = new();

    [Fact]
    public async Task However_many_are_due_one_sweep_settles_them()
    {
        _bench.Due = [.. Enumerable.Range(0, 250).Select(Make.Id)];
        await _bench.Sweep(times: 1);

        Assert.Equal(250, _bench.Settled.Distinct().Count());
    }

    [Fact]
    public async Task Whoever_is_due_by_their_application_is_settled_too_and_once()
    {
        _bench.Due = [Make.Id(1)];
        _bench.AdmissionsDue = [Make.Id(1), Make.Id(2)];
        await _bench.Sweep(times: 1);

        Assert.Equal([Make.Id(1), Make.Id(2)], _bench.Settled.Order());
    }

    [Fact]
    public async Task A_member_that_stays_due_does_not_keep_a_sweep_going()
    {
        _bench.StaysDue = true;
        _bench.Due = [.. Enumerable.Range(0, 100).Select(Make.Id)];
        await _bench.Sweep(times: 10);

        Assert.Equal(10 * 100, _bench.Settled.Count);
    }

    [Fact]
    public async Task Members_that_cannot_be_settled_hold_up_nobody_and_are_left_alone_for_a_while()
    {
        _bench.Failing = [.. Enumerable.Range(0, 100).Select(Make.Id)];
        _bench.Due = [.. _bench.Failing, Make.Id(777)];
        await _bench.Sweep(times: 60);

        Assert.Contains(Make.Id(777), _bench.Settled);
        // After 10, 20, 40, 80 and 160 seconds; without the rest it would be each of the 60 times.
        Assert.InRange(_bench.Tries.Values.Max(), 3, 9);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Whether_approvers_are_to_be_told_is_looked_at_before_anybody_is_settled_and_a_failure_stops_nobody(bool fails)
    {
        _bench.Due = [Make.Id(1)];
        _bench.QueueFault = fails ? new IOException() : null;
        await _bench.Sweep(times: 2);

        // So that the mails that this puts into outboxes leave in the same sweep.
        Assert.Equal([0, 1], _bench.SettledBeforeLooks);
        Assert.Equal([Make.Id(1)], _bench.Settled);
    }

    /// <summary>A sweeper over a store and members that do what a test says.</summary>
    private sealed class Bench : IDirectoryStore, IApplicationStore
    {
        public FakeTimeProvider Clock { get; } = new();

        public ImmutableArray<Guid> Due { get; set; } = [];

        public HashSet<Guid> Failing { get; set; } = [];

        public bool StaysDue { get; set; }

        public ConcurrentQueue<Guid> Settled { get; } = [];

        public ConcurrentDictionary<Guid, int> Tries { get; } = [];

        /// <summary>What looking at the queue fails with; null when it does not.</summary>
        public Exception? QueueFault { get; set; }

        /// <summary>How many had been settled each time that the queue was looked at.</summary>
        public List<int> SettledBeforeLooks { get; } = [];

        public Task Look()
        {
            SettledBeforeLooks.Add(Settled.Count);
            return QueueFault is null ? Task.CompletedTask : Task.FromException(QueueFault);
        }

        public async Task Sweep(int times)
        {
            var grains = DispatchProxy.Create<IGrainFactory, Factory>();
            ((Factory)(object)grains).Bench = this;
            var sweeper = new Sweeper(
                this, this, new SitePolicy(grains, Options.Create(new MembersOptions())), grains, Clock, NullLogger<Sweeper>.Instance);
            for (var i = 0; i < times; i++)
            {
                await sweeper.Sweep();
                Clock.Advance(Sweeper.Pause);
            }
        }

        public ImmutableArray<Guid> AdmissionsDue { get; set; } = [];

        public Task<ImmutableArray<Guid>> FindAdmissionsDue(
            AdmissionDeadlines deadlines, int limit, CancellationToken cancellationToken) => Task.FromResult(AdmissionsDue);

        public Task<ApplicationRows> ListApplications(
            ApplicationQuery query, DateTimeOffset now, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<QueueFigures> CountApplications(
            DateTimeOffset now, DateTimeOffset newestUntil, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public Task<ImmutableArray<Guid>> FindDue(DateTimeOffset now, int limit, CancellationToken cancellationToken)
        {
            return Task.FromResult(Due.Where(id => StaysDue || !Settled.Contains(id)).Take(limit).ToImmutableArray());
        }

        public Task<MemberPage> ListMembers(MemberQuery query, int offset, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

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
            if (targetMethod!.GetGenericArguments()[0] == typeof(ISiteSettingsGrain))
            {
                return DispatchProxy.Create<ISiteSettingsGrain, Settings>();
            }

            if (targetMethod.GetGenericArguments()[0] == typeof(IDigestGrain))
            {
                var queue = DispatchProxy.Create<IDigestGrain, Queue>();
                ((Queue)(object)queue).Bench = Bench;
                return queue;
            }

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

    [SuppressMessage("Performance", "CA1852", Justification = "The proxy is made from a subclass.")]
    private class Queue : DispatchProxy
    {
        public Bench Bench { get; set; } = null!;

        protected override object Invoke(MethodInfo? targetMethod, object?[]? args) => Bench.Look();
    }

    [SuppressMessage("Performance", "CA1852", Justification = "The proxy is made from a subclass.")]
    private class Settings : DispatchProxy
    {
        protected override object Invoke(MethodInfo? targetMethod, object?[]? args) =>
            new ValueTask<SignupPolicy>(new SignupPolicy(SignupApproval.Automatic, RequireEmailVerification: false));
    }
}
