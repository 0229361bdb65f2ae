using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Members.Accounts;
using Members.Gateway.Leases;
using Members.Leases;
using Members.Secrets;
using Members.Sessions;
using Microsoft.Extensions.Time.Testing;

namespace Members.Tests.Http.Leases;

/// <summary>What a gateway of its own answers from memory, and what it asks a silo again.</summary>
public sealed class RememberedSessionsTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private readonly FakeTimeProvider _clock = new();
    private readonly Silos _silos = new();
    private readonly LeaseTerm _term;
    private readonly CacheValidity _validity;
    private readonly SessionMemory _memory = new(capacity: 100);
    private readonly OpaqueToken _token = NewToken();
    private readonly RememberedSessions _sessions;

    public RememberedSessionsTests()
    {
        _term = new LeaseTerm(_clock);
        _validity = new CacheValidity(_term);
        _sessions = new RememberedSessions(Factory(), _term, _validity, _memory, _clock);
        Renew();
    }

    private GrainId Member => MemberReferences.IdOf(_token.Owner);

    [Fact]
    public async Task While_the_lease_runs_one_answer_is_enough()
    {
        var first = await _sessions.Check(_token);
        Pass(1.5);

        Assert.Same(first, await _sessions.Check(_token));
        Assert.Equal(1, _silos.Asked);
    }

    [Fact]
    public async Task Without_a_lease_each_check_is_asked_and_nothing_is_kept_from_before_it()
    {
        await _sessions.Check(_token);
        Pass(2);
        await _sessions.Check(_token);
        await _sessions.Check(_token);
        Assert.Equal(3, _silos.Asked);

        Renew();
        await _sessions.Check(_token);
        Assert.Equal(4, _silos.Asked);
    }

    [Fact]
    public async Task What_is_told_to_be_forgotten_is_asked_again_and_nothing_else()
    {
        var another = NewToken();
        await _sessions.Check(_token);
        await _sessions.Check(another);
        _validity.Invalidate(Member);
        _silos.Answer = null;

        Assert.Null(await _sessions.Check(_token));
        Assert.NotNull(await _sessions.Check(another));
    }

    [Fact]
    public async Task An_answer_that_was_under_way_while_its_member_was_forgotten_is_given_once()
    {
        _silos.Meanwhile = () => _validity.Invalidate(Member);
        Assert.NotNull(await _sessions.Check(_token));
        _silos.Answer = null;

        Assert.Null(await _sessions.Check(_token));
    }

    [Fact]
    public async Task An_answer_that_was_under_way_while_the_lease_was_revoked_is_given_once()
    {
        _silos.Meanwhile = () => Renew(era: 1);
        Assert.NotNull(await _sessions.Check(_token));
        _silos.Answer = null;

        Assert.Null(await _sessions.Check(_token));
    }

    [Fact]
    public async Task That_a_session_is_not_good_is_never_remembered()
    {
        _silos.Answer = null;
        Assert.Null(await _sessions.Check(_token));
        _silos.Answer = Silos.Good(Minute);

        Assert.NotNull(await _sessions.Check(_token));
    }

    // Its time runs from the asking: the silo may have answered then, and the session end at once after it.
    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    public async Task An_answer_is_given_for_as_long_as_its_silo_has_said(int waitedForIt)
    {
        _silos.Answer = Silos.Good(TimeSpan.FromSeconds(20));
        _silos.Meanwhile = () => Hold(waitedForIt);
        await _sessions.Check(_token);
        Hold(19.9 - waitedForIt);
        await _sessions.Check(_token);
        Assert.Equal(1, _silos.Asked);

        Hold(0.2);
        await _sessions.Check(_token);
        Assert.Equal(2, _silos.Asked);
    }

    [Fact]
    public async Task An_answer_of_a_silo_that_does_not_say_for_how_long_is_not_remembered()
    {
        _silos.Answer = Silos.Good(TimeSpan.Zero);
        await _sessions.Check(_token);
        await _sessions.Check(_token);

        Assert.Equal(2, _silos.Asked);
    }

    [Fact]
    public async Task No_more_is_remembered_than_fits_and_the_newest_stays()
    {
        var tokens = Enumerable.Range(0, 1000).Select(_ => NewToken()).ToList();
        foreach (var token in tokens)
        {
            await _sessions.Check(token);
        }

        var remembered = tokens.Where(t => _memory.TryFind(SessionKey.Of(t), out _)).ToList();
        Assert.InRange(remembered.Count, 50, 100);
        Assert.Equal(tokens.TakeLast(remembered.Count), remembered);
    }

    [Fact]
    public async Task What_nobody_asks_for_leaves_memory_with_the_second_turn()
    {
        await _sessions.Check(_token);
        _memory.Turn();
        Assert.True(_memory.TryFind(SessionKey.Of(_token), out _));
        _memory.Turn();

        Assert.False(_memory.TryFind(SessionKey.Of(_token), out _));
    }

    // The token's bytes are nowhere in what is kept.
    [Fact]
    public void It_is_kept_by_the_digest_of_the_token()
    {
        var digest = new byte[32];
        _token.WriteDigest(digest);
        var key = SessionKey.Of(_token);

        Assert.Equal(digest, System.Runtime.InteropServices.MemoryMarshal.AsBytes((ReadOnlySpan<long>)key));
        Assert.Equal(key, SessionKey.Of(_token));
        Assert.NotEqual(key, SessionKey.Of(NewToken()));
    }

    private static OpaqueToken NewToken()
    {
        var secret = new byte[32];
        Random.Shared.NextBytes(secret);
        return OpaqueToken.Create(TokenPurpose.Session, Guid.NewGuid(), Guid.NewGuid(), secret);
    }

    private void Renew(long era = 0) => _term.Renew(_term.Asked(), TimeSpan.FromSeconds(2), era, _validity.InvalidateAll);

    private void Pass(double seconds) => _clock.Advance(TimeSpan.FromSeconds(seconds));

    // Time passes, and the lease is renewed all the while.
    private void Hold(double seconds)
    {
        for (; seconds > 0.001; seconds -= 1)
        {
            Pass(Math.Min(1, seconds));
            Renew();
        }
    }

    private IGrainFactory Factory()
    {
        var factory = DispatchProxy.Create<IGrainFactory, FactoryStub>();
        ((FactoryStub)(object)factory).Member = _silos.Member;
        return factory;
    }

    /// <summary>Members' grains that answer as a test says.</summary>
    private sealed class Silos
    {
        public int Asked { get; private set; }

        public LiveSession? Answer { get; set; } = Good(Minute);

        public Action Meanwhile { get; set; } = () => { };

        public static LiveSession Good(TimeSpan rememberFor) =>
            new(Guid.NewGuid(), default, default, null!, RememberFor: rememberFor);

        public IMemberGrain Member()
        {
            var grain = DispatchProxy.Create<IMemberGrain, MemberStub>();
            ((MemberStub)(object)grain).Silos = this;
            return grain;
        }

        public LiveSession? Check()
        {
            Asked++;
            var answer = Answer;
            Meanwhile();
            Meanwhile = () => { };
            return answer;
        }
    }

    [SuppressMessage("Performance", "CA1852", Justification = "The proxy is made from a subclass.")]
    private class FactoryStub : DispatchProxy
    {
        public Func<IMemberGrain> Member { get; set; } = null!;

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => Member();
    }

    [SuppressMessage("Performance", "CA1852", Justification = "The proxy is made from a subclass.")]
    private class MemberStub : DispatchProxy
    {
        public Silos Silos { get; set; } = null!;

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => new ValueTask<LiveSession?>(Silos.Check());
    }
}
