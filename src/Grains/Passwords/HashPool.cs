using Members.Emails;
using Members.Grains.Hashing;
using Members.Outcomes;
using Members.Secrets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Members.Grains.Passwords;

/// <summary>
/// Password hashing of a silo. What would be answered too late is refused at once: an answer that comes after the caller
/// has gone helps nobody.
/// </summary>
internal sealed partial class HashPool : IPasswordHashing, IDisposable
{
    // OWASP's and ASVS 5.0's (11.4.2) least.
    private const int LowestSafeCost = 10;

    private readonly HashQueue _queue;
    private readonly HashThreads _threads;
    private readonly HashMetrics _metrics;
    private readonly BcryptScheme _scheme;
    private readonly CommonPasswords _common;
    private readonly TimeProvider _clock;
    private readonly ILogger<HashPool> _logger;
    private readonly TimeSpan _patience;

    /// <summary>Starts the threads.</summary>
    public HashPool(IOptions<MembersOptions> options, TimeProvider clock, ILogger<HashPool> logger)
    {
        var settings = options.Value;
        (_clock, _logger, _patience) = (clock, logger, settings.HashPatience);
        _scheme = new BcryptScheme(new PepperRing(settings.Peppers, settings.PepperInUse), settings.BcryptCost);
        _common = new CommonPasswords(settings.RefusedPasswordsFile is { } file ? File.ReadLines(file) : []);
        _queue = new HashQueue(settings.HashQueueLength);
        _metrics = new HashMetrics(_queue);
        _threads = new HashThreads(settings.HashThreads > 0 ? settings.HashThreads : Environment.ProcessorCount, _queue, clock, _metrics);
        if (settings.BcryptCost < LowestSafeCost)
        {
            LogCheap(settings.BcryptCost, LowestSafeCost);
        }
    }

    /// <inheritdoc/>
    public Task<Outcome<PasswordDigest>> Hash(PlainPassword password, string field, EmailAddress owner, HashOrder order, CancellationToken cancellationToken) =>
        Enqueue<PasswordDigest>(order, () => IsCommon(password, owner)
            ? new Refusal.Invalid(new Violation(field, "TOO_COMMON", "This password is on the list that attackers try first. Choose another."))
            : _scheme.Hash(password), cancellationToken);

    /// <inheritdoc/>
    public Task<Outcome<PasswordCheck>> Check(PlainPassword password, PasswordDigest? digest, HashOrder order, CancellationToken cancellationToken) =>
        Enqueue<PasswordCheck>(order, () => Verify(password, digest), cancellationToken);

    /// <inheritdoc/>
    public Task<Outcome<PasswordDigest>> Rehash(PlainPassword password, HashOrder order) =>
        Enqueue<PasswordDigest>(order, () => _scheme.Hash(password), CancellationToken.None);

    /// <inheritdoc/>
    public void Dispose()
    {
        _threads.Dispose();
        _metrics.Dispose();
    }

    private bool IsCommon(PlainPassword password, EmailAddress owner) =>
        _common.Contains(password, owner.Canonical, owner.Canonical[..owner.Canonical.IndexOf('@', StringComparison.Ordinal)]);

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
        catch (Exception damage) when (damage is BCrypt.Net.SaltParseException or ArgumentException or FormatException or IndexOutOfRangeException)
        {
            // One damaged hash shuts out its member until they set a new password; it is nobody else's trouble.
            LogDamaged(damage);
            return new PasswordCheck(false);
        }
    }

    private Task<Outcome<T>> Enqueue<T>(HashOrder order, Func<Outcome<T>> work, CancellationToken cancellationToken)
        where T : class
    {
        var done = new TaskCompletionSource<Outcome<T>>(TaskCreationOptions.RunContinuationsAsynchronously);
        var job = new HashJob(order, () => Run(work, done), () => done.TrySetResult(Refuse(order)), cancellationToken) { QueuedAt = _clock.GetTimestamp() };
        if (_threads.ExpectedWait(order) > _patience || !_queue.TryAdd(job, out var displaced))
        {
            return Task.FromResult<Outcome<T>>(Refuse(order));
        }

        displaced?.GiveUp();
        _threads.Wake();
        return done.Task;
    }

    private Refusal.Overloaded Refuse(HashOrder order)
    {
        _metrics.Refused(order.Lane);
        return new(TimeSpan.FromSeconds(Math.Clamp(Math.Ceiling(_threads.ExpectedWait(order).TotalSeconds), 1, 60)));
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

    [LoggerMessage(Level = LogLevel.Warning, Message = "Members:BcryptCost is {Cost}: below {Least} a stolen table is searched too quickly. Use it for tests only.")]
    private partial void LogCheap(int cost, int least);

    [LoggerMessage(Level = LogLevel.Error, Message = "A stored password hash is damaged: its member cannot log in until they set a new password.")]
    private partial void LogDamaged(Exception damage);
}
