using System.Diagnostics;
using Members.Grains.Passwords.Foreign;
using Members.Import;
using Members.Outcomes;
using Members.Secrets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Members.Grains.Passwords;

/// <summary>
/// The password hashing of a silo. A job that would be answered too late is refused at once: by then its caller has gone.
/// </summary>
internal sealed partial class HashPool : IPasswordHashing, IDisposable
{
    // The minimum of OWASP and of ASVS 5.0 (11.4.2).
    private const int MinSafeCost = 10;

    private readonly HashQueue _queue;
    private readonly HashThreads _threads;
    private readonly HashMetrics _metrics;
    private readonly PepperRing _peppers;
    private readonly PasswordSchemes _schemes;
    private readonly FailureFloor _floor;
    private readonly CommonPasswords _common;
    private readonly TimeProvider _clock;
    private readonly ILogger<HashPool> _logger;
    private readonly TimeSpan _maxWait;

    private readonly HashPressure _pressure;

    public HashPool(
        IOptions<MembersOptions> options,
        CommonPasswords common,
        TimeProvider clock,
        ILogger<HashPool> logger,
        HashPressure? pressure = null)
    {
        var settings = options.Value;
        (_clock, _logger, _maxWait) = (clock, logger, settings.HashPatience);
        _peppers = new PepperRing(settings.Peppers, settings.PepperInUse);
        _schemes = new PasswordSchemes(_peppers, settings.BcryptCost);
        _common = common;
        _queue = new HashQueue(settings.HashQueueLength);
        _pressure = pressure ?? new HashPressure();
        _pressure.Watch(_queue, settings.HashQueueLength);
        _metrics = new HashMetrics(_queue);
        _threads = new HashThreads(settings.HashThreads > 0 ? settings.HashThreads : Environment.ProcessorCount, _queue, clock, _metrics);
        _floor = new FailureFloor(clock, () => _threads.Average);
        if (settings.BcryptCost < MinSafeCost)
        {
            LogCheap(settings.BcryptCost, MinSafeCost);
        }
    }

    /// <inheritdoc/>
    public Refusal.Overloaded? RefuseNow(HashRequest request) => WouldBeLate(request) ? Refuse(request) : null;

    /// <inheritdoc/>
    public Task<Outcome<PasswordDigest>> Hash(
        PlainPassword password, string field, PasswordOwner owner, HashRequest request, CancellationToken cancellationToken) =>
        Enqueue<PasswordDigest>(
            request,
            () => _common.Check(password, field, owner) is { } violation ? new Refusal.Invalid(violation) : _schemes.Hash(password),
            cancellationToken);

    /// <inheritdoc/>
    public async Task<Outcome<PasswordCheck>> Check(
        PlainPassword password, PasswordDigest? digest, HashRequest request, CancellationToken cancellationToken)
    {
        long? began = null;
        var outcome = await Enqueue<PasswordCheck>(
            request,
            () =>
            {
                var isForeign = digest is not null && _schemes.TakesAnotherTime(digest);
                began = isForeign || _floor.IsUp ? _clock.GetTimestamp() : null;
                var check = Verify(password, digest);
                if (began is { } start)
                {
                    _floor.Saw(_clock.GetElapsedTime(start), isForeign);
                }

                return check;
            },
            cancellationToken);
        if (began is { } since && outcome is { Succeeded: true, Value.Matches: false })
        {
            await _floor.Hold(since);
        }

        return outcome;
    }

    /// <inheritdoc/>
    public Task<Outcome<PasswordDigest>> Rehash(PlainPassword password, HashRequest request) =>
        Enqueue<PasswordDigest>(request, () => _schemes.Hash(password), CancellationToken.None);

    /// <inheritdoc/>
    public Task<Outcome<PasswordDigest>> Adopt(PortableHash hash, HashRequest request, CancellationToken cancellationToken) =>
        Adoption.Of(hash, _peppers) switch
        {
            Adoption.Kept kept => Task.FromResult<Outcome<PasswordDigest>>(kept.Digest),
            Adoption.ToWrap wrap => Enqueue<PasswordDigest>(request, () => _schemes.Wrap(wrap.Hash), cancellationToken),
            Adoption.Refused refused => Task.FromResult<Outcome<PasswordDigest>>(new Refusal.Invalid(refused.Fault.ToViolation())),
            _ => throw new UnreachableException(),
        };

    /// <inheritdoc/>
    public Violation? Inspect(PortableHash hash) =>
        Adoption.Of(hash, _peppers) is Adoption.Refused refused ? refused.Fault.ToViolation() : null;

    /// <inheritdoc/>
    public Task<Outcome<PasswordTrial>> Try(
        PortableHash hash, PlainPassword password, HashRequest request, CancellationToken cancellationToken)
    {
        if (_queue.CountOf(HashLane.Import) >= HashQueue.MostBeforeTrial)
        {
            return Task.FromResult<Outcome<PasswordTrial>>(Refuse(request));
        }

        return Adoption.Of(hash, _peppers) switch
        {
            Adoption.Kept kept => Enqueue<PasswordTrial>(
                request, () => new PasswordTrial(Match(password, kept.Digest) is not null), cancellationToken),
            Adoption.ToWrap wrap => Enqueue<PasswordTrial>(
                request, () => new PasswordTrial(wrap.Hash.Matches(password)), cancellationToken),
            Adoption.Refused refused => Task.FromResult<Outcome<PasswordTrial>>(new Refusal.Invalid(refused.Fault.ToViolation())),
            _ => throw new UnreachableException(),
        };
    }

    public void Dispose()
    {
        _threads.Dispose();
        _metrics.Dispose();
    }

    private PasswordCheck Verify(PlainPassword password, PasswordDigest? digest)
    {
        if (digest is null)
        {
            _schemes.VerifyDecoy(password);
            return new PasswordCheck(false);
        }

        if (Match(password, digest) is not { } match)
        {
            return new PasswordCheck(false);
        }

        return new PasswordCheck(true, match.IsWhole && _schemes.IsOutdated(digest) ? match.Password : null);
    }

    // What matches; null for nothing. A check that fails takes as long as one with the current cost.
    private MatchedPassword? Match(PlainPassword password, PasswordDigest digest)
    {
        try
        {
            var match = _schemes.Match(password, digest);
            if (match is null)
            {
                _schemes.MakeUpFor(password, digest);
            }

            return match;
        }
        catch (Exception damage) when (damage
            is BCrypt.Net.SaltParseException or ArgumentException or FormatException or IndexOutOfRangeException)
        {
            // A damaged hash locks out its member until they set a new password, and affects nobody else.
            LogDamaged(damage);
            return null;
        }
    }

    private Task<Outcome<T>> Enqueue<T>(HashRequest request, Func<Outcome<T>> work, CancellationToken cancellationToken)
        where T : class
    {
        var done = new TaskCompletionSource<Outcome<T>>(TaskCreationOptions.RunContinuationsAsynchronously);
        var job = new HashJob(request, () => Run(work, done), () => done.TrySetResult(Refuse(request)), cancellationToken)
        {
            QueuedAt = _clock.GetTimestamp(),
        };
        if (WouldBeLate(request) || !_queue.TryAdd(job, out var displaced))
        {
            return Task.FromResult<Outcome<T>>(Refuse(request));
        }

        displaced?.Reject();
        _threads.Wake();
        return done.Task;
    }

    private bool WouldBeLate(HashRequest request) => request.Lane != HashLane.Import && _threads.ExpectedWait(request) > _maxWait;

    private Refusal.Overloaded Refuse(HashRequest request)
    {
        _metrics.Refused(request.Lane);
        if (request.Lane != HashLane.Import)
        {
            _pressure.Refused(_clock.GetUtcNow());
        }

        return new(TimeSpan.FromSeconds(Math.Clamp(Math.Ceiling(_threads.ExpectedWait(request).TotalSeconds), 1, 60)));
    }

    private static void Run<T>(Func<Outcome<T>> work, TaskCompletionSource<Outcome<T>> done)
        where T : class
    {
        try
        {
            done.TrySetResult(work());
        }
        catch (Exception failure)
        {
            done.TrySetException(failure);
        }
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Members:BcryptCost is {Cost}. Below {Minimum}, a stolen table is cracked too quickly; use it for tests only.")]
    private partial void LogCheap(int cost, int minimum);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "A stored password hash is damaged. Its member cannot log in until they set a new password.")]
    private partial void LogDamaged(Exception damage);
}
