using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Members.Gateway.Access;
using Members.Leases;
using Members.Staff;
using Microsoft.Extensions.Time.Testing;

namespace Members.Tests.Http.Access;

/// <summary>What a gateway remembers of the staff, and when it asks again (docs/adr/0007).</summary>
public sealed class StaffChecksTests
{
    private static readonly Guid Ann = Guid.NewGuid(), Bob = Guid.NewGuid();
    private readonly FakeTimeProvider _clock = new();
    private readonly StaffStub _staff = StaffStub.Make();
    private readonly LeaseTerm _term;
    private readonly CacheValidity _validity;
    private readonly StaffChecks _checks;

    public StaffChecksTests()
    {
        _term = new LeaseTerm(_clock);
        _validity = new CacheValidity(_term);
        _checks = new StaffChecks(_staff.Factory, _clock, _term, _validity);
        Renew();
    }

    [Fact]
    public async Task While_the_lease_runs_one_answer_does_for_everybody()
    {
        Assert.Equal(StaffRoles.Owner, await _checks.RolesOf(Ann));
        Assert.Equal(StaffRoles.None, await _checks.RolesOf(Bob));
        Assert.Equal(StaffRoles.Owner, await _checks.ShownRolesOf(Ann));
        Assert.Equal(1, _staff.Asked);
    }

    [Fact]
    public async Task Without_a_lease_each_call_is_asked_and_nothing_is_kept_from_before_it()
    {
        await _checks.RolesOf(Ann);
        _clock.Advance(TimeSpan.FromSeconds(2));
        _staff.Answer = new([]);
        Assert.Equal(StaffRoles.None, await _checks.RolesOf(Ann));
        await _checks.RolesOf(Ann);
        Assert.Equal(3, _staff.Asked);

        Renew();
        await _checks.RolesOf(Ann);
        Assert.Equal(4, _staff.Asked);
    }

    [Fact]
    public async Task A_gateway_that_never_has_a_lease_asks_each_time()
    {
        foreach (var checks in new[] { new StaffChecks(_staff.Factory, _clock), new StaffChecks(_staff.Factory, _clock, _term) })
        {
            _staff.Asked = 0;
            await checks.RolesOf(Ann);
            await checks.RolesOf(Ann);
            Assert.Equal(2, _staff.Asked);
        }
    }

    [Fact]
    public async Task What_is_told_to_be_forgotten_is_asked_again_once()
    {
        await _checks.RolesOf(Ann);
        _staff.Answer = new([new(Bob, StaffRoles.Approver)]);
        _validity.Invalidate(StaffStub.Id);

        Assert.Equal(StaffRoles.None, await _checks.RolesOf(Ann));
        Assert.Equal(StaffRoles.Approver, await _checks.RolesOf(Bob));
        Assert.Equal(2, _staff.Asked);
        _validity.Invalidate(GrainId.Create("member", "another"));
        await _checks.RolesOf(Bob);
        Assert.Equal(2, _staff.Asked);
    }

    // The answer that was under way is of before the change: it is given, since it began before, and not remembered.
    [Fact]
    public async Task An_answer_that_was_under_way_while_the_staff_changed_is_given_once()
    {
        _staff.Meanwhile = () => _validity.Invalidate(StaffStub.Id);
        Assert.Equal(StaffRoles.Owner, await _checks.RolesOf(Ann));
        _staff.Answer = new([]);

        Assert.Equal(StaffRoles.None, await _checks.RolesOf(Ann));
    }

    [Fact]
    public async Task It_is_asked_again_after_a_minute_whatever_it_was_told()
    {
        await _checks.RolesOf(Ann);
        Hold(59);
        await _checks.RolesOf(Ann);
        Assert.Equal(1, _staff.Asked);

        Hold(1);
        await _checks.RolesOf(Ann);
        Assert.Equal(2, _staff.Asked);
    }

    [Fact]
    public async Task While_nobody_can_say_no_role_is_shown_and_no_call_is_allowed()
    {
        _staff.Meanwhile = () => throw new TimeoutException();
        Assert.Equal(StaffRoles.None, await _checks.ShownRolesOf(Ann));
        await Assert.ThrowsAsync<TimeoutException>(async () => await _checks.RolesOf(Ann));
        _staff.Meanwhile = () => { };

        Assert.Equal(StaffRoles.Owner, await _checks.RolesOf(Ann));
    }

    private void Renew() => _term.Renew(_term.Asked(), TimeSpan.FromSeconds(2), 0, _validity.InvalidateAll);

    // Time passes, and the lease is renewed all the while.
    private void Hold(int seconds)
    {
        for (; seconds > 0; seconds--)
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            Renew();
        }
    }

    /// <summary>The staff's grain, which answers as a test says. No class implements its interface: a silo would take it for one.</summary>
    [SuppressMessage("Performance", "CA1852", Justification = "The proxy is made from a subclass.")]
    private class StaffStub : DispatchProxy, IGrainBase
    {
        public static readonly GrainId Id = GrainId.Create("staff", "main");

        public IGrainFactory Factory { get; private set; } = null!;

        public IGrainContext GrainContext { get; } = Proxy.Of<IGrainContext>(Id);

        public StaffRoster Answer { get; set; } = new([new StaffEntry(Ann, StaffRoles.Owner)]);

        public Action Meanwhile { get; set; } = () => { };

        public int Asked { get; set; }

        public static StaffStub Make()
        {
            var stub = Create<IStaffGrain, StaffStub>();
            ((StaffStub)stub).Factory = Proxy.Of<IGrainFactory>(stub);
            return (StaffStub)stub;
        }

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
        {
            Asked++;
            var answer = Answer;
            Meanwhile();
            return new ValueTask<StaffRoster>(answer);
        }
    }

    /// <summary>Has one answer to everything.</summary>
    [SuppressMessage("Performance", "CA1852", Justification = "The proxy is made from a subclass.")]
    private class Proxy : DispatchProxy
    {
        private object _answer = null!;

        public static T Of<T>(object answer)
        {
            var proxy = Create<T, Proxy>();
            ((Proxy)(object)proxy!)._answer = answer;
            return proxy;
        }

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => _answer;
    }
}
