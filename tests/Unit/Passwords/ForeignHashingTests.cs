using Members.Grains;
using Members.Grains.Passwords;
using Members.Import;
using Members.Outcomes;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Members.Tests.Unit.Passwords;

/// <summary>The hash pool with hashes of other sites.</summary>
[Collection("hash pools")]
public sealed class ForeignHashingTests
{
    private const string Md5 = "098f6bcd4621d373cade4e832627b4f6";
    private const string Bcrypt = "$2a$10$vVz26aE3xkpSS9HFgafcH.M0Ina2tRm.Kp08WcVfjipXccGakj6i.";

    private static readonly HashRequest Import = new(HashLane.Import, "operator", "address");
    private static readonly HashRequest Login = new(HashLane.Login, "client", "address");
    private static readonly TimeSpan Never = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData(Md5, PasswordSchemes.Wrapped)]
    [InlineData(Bcrypt, BcryptScheme.ForeignName)]
    public async Task An_adopted_hash_is_checked_and_made_anew_when_the_password_is_known(string text, string scheme)
    {
        using var pool = Pool(TimeProvider.System);
        var digest = (await Adopt(pool, text)).Value!;

        Assert.Equal(scheme, digest.Scheme);
        Assert.True((await Check(pool, "test", digest)).Value is { Matches: true, ToRehash: not null });
        Assert.Equal(new PasswordCheck(false), (await Check(pool, "tset", digest)).Value);
        Assert.Equal(BcryptScheme.Name, (await pool.Rehash(Make.Password("test"), Login)).Value!.Scheme);
    }

    [Fact]
    public async Task One_that_cannot_be_adopted_is_refused_with_the_reason_and_without_the_hash()
    {
        using var pool = Pool(TimeProvider.System);
        var refusal = (await Adopt(pool, Bcrypt[..40])).Refusal;

        var violation = Assert.IsType<Refusal.Invalid>(refusal).Violations.Single();
        Assert.Equal(("password", "HASH_CUT_SHORT"), (violation.Field, violation.Rule));
        Assert.Equal("The password hash is cut short: bcrypt has 60 characters.", violation.Description);
    }

    [Fact]
    public async Task A_stored_one_that_is_damaged_is_no_match_and_no_failure()
    {
        using var pool = Pool(TimeProvider.System);
        var digest = (await Adopt(pool, Md5)).Value!;

        Assert.All(
            await Task.WhenAll(new[] { digest.Hash[..59], digest.Hash[..60], digest.Hash[..^3], "", "$argon2id$" }
                .Select(hash => Check(pool, "test", digest with { Hash = hash }))),
            check => Assert.Equal(new PasswordCheck(false), check.Value));
        var argon2 = new PasswordDigest("argon2", PepperRing.FixedId, "$argon2id$v=19$m");
        Assert.Equal(new PasswordCheck(false), (await Check(pool, "test", argon2)).Value);
    }

    [Fact]
    public async Task Imports_are_taken_where_others_would_be_refused_and_never_run_before_anybody_else()
    {
        // One place in the queue, and all that comes is late: yet a hundred imports are taken.
        using var pool = Pool(TimeProvider.System, queue: 1, patience: TimeSpan.FromTicks(1));
        var adopted = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Adopt(pool, Md5))).WaitAsync(Never);

        Assert.All(adopted, o => Assert.True(o.Succeeded));
        Assert.Null(pool.RefuseNow(Import));
    }

    [Fact]
    public async Task What_matched_is_made_anew_and_not_what_was_typed()
    {
        using var pool = Pool(TimeProvider.System);
        var digest = (await Adopt(pool, "$P$9IQRaTwmfeRo7ud9Fh4E2PdI0S3r.L0")).Value!;
        var check = (await Check(pool, " test12345  ", digest)).Value!;
        var renewed = (await pool.Rehash(check.ToRehash!, Login)).Value!;

        Assert.Equal("test12345", check.ToRehash!.Reveal());
        Assert.True((await Check(pool, "test12345", renewed)).Value!.Matches);
    }

    [Fact]
    public async Task A_hash_is_not_made_anew_of_bytes_that_it_does_not_depend_on()
    {
        using var pool = Pool(TimeProvider.System);
        var text = new string('a', 72);
        var digest = (await Adopt(pool, BCrypt.Net.BCrypt.HashPassword(text, 4))).Value!;

        Assert.NotNull((await Check(pool, text, digest)).Value!.ToRehash);
        Assert.Equal(new PasswordCheck(true), (await Check(pool, text + " and what nobody has shown to know", digest)).Value);
    }

    [Theory]
    [InlineData(Md5)]
    [InlineData(Bcrypt)]
    [InlineData("own")]
    public async Task A_trial_among_the_imports_changes_nothing_for_those_who_log_in(string text)
    {
        // The clock stands still, and anybody who logs in would be late.
        using var pool = Pool(new FakeTimeProvider());
        using var busy = Pool(new FakeTimeProvider(), patience: TimeSpan.FromTicks(-1));
        var own = (await pool.Rehash(Make.Password("test"), Login)).Value!;
        var hash = text == "own" ? Members.Grains.Passwords.Foreign.OwnHash.Write(own) : Parse(text);
        Assert.IsType<Refusal.Overloaded>((await Check(busy, "test", own)).Refusal);

        Assert.True((await busy.Try(hash, Make.Password("test"), Import, CancellationToken.None)).Value!.Matches);
        Assert.False((await pool.Try(hash, Make.Password("tset"), Import, CancellationToken.None).WaitAsync(Never)).Value!.Matches);
        Assert.True(Check(pool, "tset", own).WaitAsync(Never) is var failed && !(await failed).Value!.Matches);
        Assert.IsType<Refusal.Invalid>(
            (await pool.Try(Parse("hunter2"), Make.Password("test"), Import, CancellationToken.None)).Refusal);
    }

    [Fact]
    public async Task After_a_foreign_hash_a_failed_check_of_anybody_is_kept_back_and_a_right_password_is_not()
    {
        var clock = new FakeTimeProvider();
        using var pool = Pool(clock);
        var digest = (await Adopt(pool, Md5)).Value!;
        var own = (await pool.Rehash(Make.Password("test"), Login)).Value!;
        Assert.False((await Check(pool, "tset", own)).Value!.Matches);

        // The clock stands still: nobody's failure is answered before it goes on.
        var foreign = Check(pool, "tset", digest);
        Assert.True((await Check(pool, "test", digest)).Value!.Matches);
        Assert.True((await Check(pool, "test", own)).Value!.Matches);
        var unknown = Check(pool, "tset", null);
        Assert.True((await Check(pool, "test", own)).Value!.Matches);
        Assert.False(foreign.IsCompleted);
        Assert.False(unknown.IsCompleted);

        var passed = TimeSpan.Zero;
        while (!(foreign.IsCompleted && unknown.IsCompleted) && passed < FailureFloor.Most)
        {
            clock.Advance(TimeSpan.FromMilliseconds(50));
            passed += TimeSpan.FromMilliseconds(50);
            await Task.Yield();
        }

        Assert.False((await foreign.WaitAsync(Never)).Value!.Matches);
        Assert.False((await unknown.WaitAsync(Never)).Value!.Matches);
    }

    private static Task<Outcome<PasswordDigest>> Adopt(HashPool pool, string text) =>
        pool.Adopt(Parse(text), Import, CancellationToken.None);

    private static PortableHash Parse(string text) =>
        PortableHash.TryParse(text, out var hash) ? hash : throw new FormatException("Too long.");

    private static Task<Outcome<PasswordCheck>> Check(HashPool pool, string password, PasswordDigest? digest) =>
        pool.Check(Make.Password(password), digest, Login, CancellationToken.None);

    private static HashPool Pool(TimeProvider clock, int queue = 10, TimeSpan? patience = null) => new(
        Options.Create(new MembersOptions
        {
            BcryptCost = 4,
            HashThreads = 1,
            HashQueueLength = queue,
            HashPatience = patience ?? TimeSpan.FromMinutes(1),
        }),
        CommonPasswords.Of(new MembersOptions(), SiteWords.None),
        clock,
        NullLogger<HashPool>.Instance);
}
