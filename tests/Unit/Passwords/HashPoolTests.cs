using Members.Accounts;
using Members.Grains;
using Members.Grains.Passwords;
using Members.Import;
using Members.Outcomes;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Members.Tests.Unit.Passwords;

// One after the other: the meters of all pools have one name, and a test counts what they tell.
[Collection("hash pools")]
public sealed class HashPoolTests
{
    private static readonly TimeSpan Never = TimeSpan.FromSeconds(30);
    private static readonly PasswordOwner Owner = new(Make.Email("Ann@example.org"), ContactInfo.Empty);
    private static readonly HashRequest AnyRequest = new(HashLane.Login, "client", "address");

    [Fact]
    public async Task A_hash_that_was_made_is_the_passwords()
    {
        using var pool = Pool();
        var digest = (await pool.Hash(Make.Password(), "password", Owner, AnyRequest, CancellationToken.None)).Value!;

        Assert.Equal(new PasswordCheck(true), (await pool.Check(Make.Password(), digest, AnyRequest, CancellationToken.None)).Value);
        var wrong = Make.Password("another one");
        Assert.Equal(new PasswordCheck(false), (await pool.Check(wrong, digest, AnyRequest, CancellationToken.None)).Value);
        Assert.Equal(new PasswordCheck(false), (await pool.Check(Make.Password(), null, AnyRequest, CancellationToken.None)).Value);
    }

    [Theory]
    [InlineData("password")]
    [InlineData("p@ssw0rd")]
    [InlineData("ANN@example.org")]
    [InlineData("aNN")]
    public async Task A_common_password_and_the_members_own_words_are_refused(string text)
    {
        using var pool = Pool();
        var outcome = await pool.Hash(Make.Password(text), "newPassword", Owner, AnyRequest, CancellationToken.None);

        var violation = Assert.IsType<Refusal.Invalid>(outcome.Refusal).Violations.Single();
        Assert.Equal(("newPassword", "TOO_COMMON"), (violation.Field, violation.Rule));
    }

    [Fact]
    public async Task A_hash_of_other_settings_is_made_anew_when_the_password_is_known()
    {
        using var old = Pool(cost: 4);
        using var now = Pool(cost: 5);
        var digest = (await old.Hash(Make.Password(), "password", Owner, AnyRequest, CancellationToken.None)).Value!;

        var right = (await now.Check(Make.Password(), digest, AnyRequest, CancellationToken.None)).Value!;
        var wrong = (await now.Check(Make.Password("another one"), digest, AnyRequest, CancellationToken.None)).Value!;

        var renewed = (await now.Rehash(Make.Password(), AnyRequest)).Value!;

        Assert.True(right.Matches);
        Assert.Equal(Make.Password().Reveal(), right.ToRehash?.Reveal());
        Assert.Equal(new PasswordCheck(false), wrong);
        Assert.Equal("05$", renewed.Hash[4..7]);
        Assert.Equal(new PasswordCheck(true), (await now.Check(Make.Password(), renewed, AnyRequest, CancellationToken.None)).Value);
    }

    [Theory]
    [InlineData("$2a$")]
    [InlineData("$2b$")]
    [InlineData("$2y$")]
    public async Task A_plain_bcrypt_hash_of_other_software_is_recognised_and_made_anew(string prefix)
    {
        using var pool = Pool();
        var foreign = prefix + BCrypt.Net.BCrypt.HashPassword("plain old words", 4)[4..];
        var digest = new PasswordDigest(BcryptScheme.ForeignName, PepperRing.FixedId, foreign);

        var right = await pool.Check(Make.Password(), digest, AnyRequest, CancellationToken.None);
        var wrong = await pool.Check(Make.Password("plain old word"), digest, AnyRequest, CancellationToken.None);
        Assert.True(right.Value is { Matches: true, ToRehash: not null });
        Assert.Equal(new PasswordCheck(false), wrong.Value);
    }

    [Fact]
    public async Task A_job_that_would_wait_too_long_is_refused_although_there_is_room()
    {
        using var gate = new Gate();
        using var pool = Pool(clock: gate, threads: 1, queue: 100, maxWait: TimeSpan.FromSeconds(1));
        var jobs = Start(pool, 1);
        Assert.True(gate.WaitForEntries(1));

        // One takes about 150 ms as far as anybody knows yet: six and a half of them are a second.
        jobs.AddRange(Start(pool, 7));
        var late = await pool.Check(Make.Password(), null, AnyRequest, CancellationToken.None);
        var fromElsewhere = pool.Check(Make.Password(), null, AnyRequest with { Client = "another" }, CancellationToken.None);
        gate.Open();

        Assert.IsType<Refusal.Overloaded>(late.Refusal);
        Assert.True((await fromElsewhere.WaitAsync(Never)).Succeeded);
        Assert.All(await Task.WhenAll(jobs).WaitAsync(Never), o => Assert.True(o.Succeeded));
    }

    [Fact]
    public async Task A_flood_that_fills_the_queue_makes_room_for_others_and_is_told_so()
    {
        using var gate = new Gate();
        using var pool = Pool(clock: gate, threads: 1, queue: 4);
        var flood = Start(pool, 1);
        Assert.True(gate.WaitForEntries(1));
        flood.AddRange(Start(pool, 4));

        var other = pool.Check(Make.Password(), null, AnyRequest with { Client = "another" }, CancellationToken.None);
        Assert.IsType<Refusal.Overloaded>((await flood[4].WaitAsync(Never)).Refusal);
        gate.Open();

        Assert.True((await other.WaitAsync(Never)).Succeeded);
        Assert.Equal(4, (await Task.WhenAll(flood)).Count(o => o.Succeeded));
    }

    [Fact]
    public async Task A_flood_of_trials_is_refused_before_imports_are()
    {
        using var gate = new Gate();
        using var pool = Pool(clock: gate, threads: 1);
        Assert.True(PortableHash.TryParse("098f6bcd4621d373cade4e832627b4f6", out var hash));
        var import = AnyRequest with { Lane = HashLane.Import };
        Task<Outcome<PasswordTrial>> Try() => pool.Try(hash!, Make.Password("test"), import, CancellationToken.None);
        var trials = new List<Task<Outcome<PasswordTrial>>> { Try() };
        Assert.True(gate.WaitForEntries(1));
        trials.AddRange(Enumerable.Range(0, HashQueue.MostBeforeTrial).Select(_ => Try()));

        var late = Try();
        Assert.True(late.IsCompletedSuccessfully);
        Assert.IsType<Refusal.Overloaded>((await late).Refusal);
        var adopted = pool.Adopt(hash!, import, CancellationToken.None);
        gate.Open();
        Assert.True((await adopted.WaitAsync(Never)).Succeeded);
        Assert.All(await Task.WhenAll(trials).WaitAsync(Never), o => Assert.True(o.Value!.Matches));
    }

    [Fact]
    public async Task What_waits_what_is_done_and_what_is_refused_can_be_watched()
    {
        using var watch = new MetricWatch(HashMetrics.Name);
        using var gate = new Gate();
        using var pool = Pool(clock: gate, threads: 1, queue: 2);
        var jobs = Start(pool, 1);
        Assert.True(gate.WaitForEntries(1));
        jobs.AddRange(Start(pool, 2));
        Assert.IsType<Refusal.Overloaded>((await pool.Check(Make.Password(), null, AnyRequest, CancellationToken.None)).Refusal);

        Assert.Equal(2, watch.Read("members.hashing.waiting", ("members.hashing.lane", "Login")));
        Assert.Equal(0, watch.Read("members.hashing.waiting", ("members.hashing.lane", "Register")));
        Assert.Equal(1, watch.Read("members.hashing.refused", ("members.hashing.lane", "Login")));

        gate.Open();
        await Task.WhenAll(jobs).WaitAsync(Never);
        Assert.True((await pool.Check(Make.Password(), null, AnyRequest, CancellationToken.None).WaitAsync(Never)).Succeeded);
        Assert.InRange(watch.Count("members.hashing.duration"), 3, 4);
        Assert.InRange(watch.Count("members.hashing.wait"), 3, 4);
    }

    [Theory]
    [InlineData("")]
    [InlineData("garbage")]
    [InlineData("$2a$")]
    [InlineData("$2a$04$")]
    [InlineData("$2a$xx$M3mB3rsD3c0yS4ltM3mB3u3rX1kZ0dQe1o9J2mX7nV5cL8wT6yHqS")]
    [InlineData("$2a$99$M3mB3rsD3c0yS4ltM3mB3u3rX1kZ0dQe1o9J2mX7nV5cL8wT6yHqS")]
    [InlineData("$2a$04$M3mB3rsD3c0yS4ltM3mB3u")]
    [InlineData("$2a$04$M3mB3rsD3c0yS4lt!!!!!!3rX1kZ0dQe1o9J2mX7nV5cL8wT6yHqS")]
    [InlineData("$2a$04$M3mB3rsD3c0yS4ltM3mBäu3rX1kZ0dQe1o9J2mX7nV5cL8wT6yHqS")]
    [InlineData("$9z$04$M3mB3rsD3c0yS4ltM3mB3u3rX1kZ0dQe1o9J2mX7nV5cL8wT6yHqS")]
    public async Task A_damaged_hash_is_no_match_and_no_failure(string hash)
    {
        using var pool = Pool();

        var check = await pool.Check(Make.Password(), Make.Digest(hash), AnyRequest, CancellationToken.None);
        Assert.Equal(new PasswordCheck(false), check.Value);
    }

    [Fact]
    public async Task A_pepper_that_is_missing_fails_the_one_who_asks_and_nobody_after()
    {
        using var pool = Pool();
        var digest = Make.Digest() with { Key = "lost" };
        await Assert.ThrowsAsync<InvalidOperationException>(
            () => pool.Check(Make.Password(), digest, AnyRequest, CancellationToken.None));

        Assert.True((await pool.Hash(Make.Password(), "password", Owner, AnyRequest, CancellationToken.None)).Succeeded);
    }

    [Fact]
    public async Task A_full_queue_refuses_at_once_and_works_again_when_it_has_run_down()
    {
        using var gate = new Gate();
        using var pool = Pool(clock: gate, threads: 2, queue: 3);
        var running = Start(pool, 2);
        Assert.True(gate.WaitForEntries(2));
        var waiting = Start(pool, 3);

        var refused = pool.Check(Make.Password(), null, AnyRequest, CancellationToken.None);

        Assert.True(refused.IsCompletedSuccessfully);
        var refusal = Assert.IsType<Refusal.Overloaded>((await refused).Refusal);
        Assert.InRange(refusal.RetryAfter, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));
        Assert.DoesNotContain(running.Concat(waiting), t => t.IsCompleted);

        gate.Open();
        Assert.All(await Task.WhenAll(running.Concat(waiting)).WaitAsync(Never), o => Assert.True(o.Succeeded));
        Assert.True((await pool.Check(Make.Password(), null, AnyRequest, CancellationToken.None).WaitAsync(Never)).Succeeded);
    }

    [Fact]
    public async Task Never_more_run_at_once_than_there_are_threads()
    {
        using var gate = new Gate();
        using var pool = Pool(clock: gate, threads: 2, queue: 20);
        var jobs = Start(pool, 12);
        Assert.True(gate.WaitForEntries(2));

        gate.Open();
        await Task.WhenAll(jobs).WaitAsync(Never);

        Assert.Equal(2, gate.MostAtOnce);
    }

    [Fact]
    public async Task A_job_whose_caller_has_gone_is_not_done()
    {
        using var gate = new Gate();
        using var gone = new CancellationTokenSource();
        using var pool = Pool(clock: gate, threads: 1, queue: 5);
        var running = pool.Check(Make.Password(), null, AnyRequest, CancellationToken.None);
        Assert.True(gate.WaitForEntries(1));
        var cancelled = pool.Check(Make.Password(), null, AnyRequest, gone.Token);
        var last = pool.Check(Make.Password(), null, AnyRequest, CancellationToken.None);

        await gone.CancelAsync();
        gate.Open();
        await Task.WhenAll(running, last).WaitAsync(Never);

        Assert.IsType<Refusal.Overloaded>((await cancelled.WaitAsync(Never)).Refusal);
        Assert.Equal(2, gate.Entries);
    }

    private static List<Task<Outcome<PasswordCheck>>> Start(HashPool pool, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => pool.Check(Make.Password(), null, AnyRequest, CancellationToken.None))];

    private static HashPool Pool(
        int cost = 4, TimeProvider? clock = null, int threads = 1, int queue = 10, TimeSpan? maxWait = null) => new(
        Options.Create(new MembersOptions
        {
            BcryptCost = cost,
            HashThreads = threads,
            HashQueueLength = queue,
            HashPatience = maxWait ?? TimeSpan.FromMinutes(1),
        }),
        CommonPasswords.Of(new MembersOptions(), SiteWords.None),
        clock ?? TimeProvider.System,
        NullLogger<HashPool>.Instance);

    /// <summary>
    /// A clock that jobs look at when they begin and when they end. At the beginning they stand still until the gate is
    /// open, so that a test knows how many are under way without waiting for time to pass.
    /// </summary>
    private sealed class Gate : TimeProvider, IDisposable
    {
        private readonly ThreadLocal<bool> _inside = new();
        private readonly ManualResetEventSlim _open = new();
        private readonly SemaphoreSlim _entered = new(0);
        private int _entries, _now, _most;

        public int Entries => _entries;

        public int MostAtOnce => _most;

        public override long GetTimestamp()
        {
            if (Thread.CurrentThread.Name?.StartsWith("members-hash", StringComparison.Ordinal) != true)
            {
                return base.GetTimestamp();
            }

            _inside.Value = !_inside.Value;
            if (_inside.Value)
            {
                Interlocked.Increment(ref _entries);
                var now = Interlocked.Increment(ref _now);
                for (var seen = _most; now > seen && Interlocked.CompareExchange(ref _most, now, seen) != seen; seen = _most)
                {
                }

                _entered.Release();
                _open.Wait(Never);
            }
            else
            {
                Interlocked.Decrement(ref _now);
            }

            return base.GetTimestamp();
        }

        public bool WaitForEntries(int count) => Enumerable.Range(0, count).All(_ => _entered.Wait(Never));

        public void Open() => _open.Set();

        public void Dispose()
        {
            // Threads may still look: they must find it open, not gone.
            _open.Set();
        }
    }
}
