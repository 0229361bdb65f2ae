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
    private readonly BcryptScheme _scheme;
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
        _scheme = new BcryptScheme(new PepperRing(settings.Peppers, settings.PepperInUse), settings.BcryptCost);
        _common = common;
        _queue = new HashQueue(settings.HashQueueLength);
        _pressure = pressure ?? new HashPressure();
        _pressure.Watch(_queue, settings.HashQueueLength);
        _metrics = new HashMetrics(_queue);
        _threads = new HashThreads(settings.HashThreads > 0 ? settings.HashThreads : Environment.ProcessorCount, _queue, clock, _metrics);
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
            () => _common.Check(password, field, owner) is { } violation ? new Refusal.Invalid(violation) : _scheme.Hash(password),
            cancellationToken);

    /// <inheritdoc/>
    public Task<Outcome<PasswordCheck>> Check(
        PlainPassword password, PasswordDigest? digest, HashRequest request, CancellationToken cancellationToken) =>
        Enqueue<PasswordCheck>(request, () => Verify(password, digest), cancellationToken);

    /// <inheritdoc/>
    public Task<Outcome<PasswordDigest>> Rehash(PlainPassword password, HashRequest request) =>
        Enqueue<PasswordDigest>(request, () => _scheme.Hash(password), CancellationToken.None);

    public void Dispose()
    {
        _threads.Dispose();
        _metrics.Dispose();
    }

    private PasswordCheck Verify(PlainPassword password, PasswordDigest? digest)
    {
        if (digest is null)
        {
            _scheme.VerifyDecoy(password);
            return new PasswordCheck(false);
        }

        try
        {
            var matches = _scheme.Verify(password, digest);
            if (!matches)
            {
                _scheme.MakeUpFor(password, digest);
            }

            return new PasswordCheck(matches, matches && _scheme.IsOutdated(digest));
        }
        catch (Exception damage) when (damage
            is BCrypt.Net.SaltParseException or ArgumentException or FormatException or IndexOutOfRangeException)
        {
            // A damaged hash locks out its member until they set a new password, and affects nobody else.
            LogDamaged(damage);
            return new PasswordCheck(false);
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

    private bool WouldBeLate(HashRequest request) => _threads.ExpectedWait(request) > _maxWait;

    private Refusal.Overloaded Refuse(HashRequest request)
    {
        _metrics.Refused(request.Lane);
        _pressure.Refused(_clock.GetUtcNow());
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
