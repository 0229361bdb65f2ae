using System.Collections.Concurrent;
using Members.Emails;
using Members.Outcomes;
using Members.Secrets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Members.Grains.Passwords;

/// <summary>
/// The silo's threads for bcrypt and the bounded queue before them. A full queue refuses at once: an answer that comes
/// after the caller has gone helps nobody.
/// </summary>
internal sealed partial class HashPool : IPasswordHashing, IDisposable
{
    // OWASP's and ASVS 5.0's (11.4.2) least.
    private const int LowestSafeCost = 10;

    private readonly BlockingCollection<Action> _queue;
    private readonly BcryptScheme _scheme;
    private readonly CommonPasswords _common = new();
    private readonly TimeProvider _clock;
    private readonly ILogger<HashPool> _logger;
    private readonly int _threads;
    private long _lastTicks = TimeSpan.FromMilliseconds(150).Ticks;

    /// <summary>Starts the threads.</summary>
    public HashPool(IOptions<MembersOptions> options, TimeProvider clock, ILogger<HashPool> logger)
    {
        var settings = options.Value;
        (_clock, _logger) = (clock, logger);
        _scheme = new BcryptScheme(new PepperRing(settings.Peppers, settings.PepperInUse), settings.BcryptCost);
        _threads = settings.HashThreads > 0 ? settings.HashThreads : Environment.ProcessorCount;
        _queue = new BlockingCollection<Action>(settings.HashQueueLength);
        if (settings.BcryptCost < LowestSafeCost)
        {
            LogCheap(settings.BcryptCost, LowestSafeCost);
        }

        for (var i = 0; i < _threads; i++)
        {
            HashThread.Start($"members-hash-{i}", Work);
        }
    }

    /// <inheritdoc/>
    public Task<Outcome<PasswordDigest>> Hash(PlainPassword password, string field, EmailAddress owner, CancellationToken cancellationToken) =>
        Enqueue<PasswordDigest>(() => IsCommon(password, owner)
            ? new Refusal.Invalid(new Violation(field, "TOO_COMMON", "This password is on the list that attackers try first. Choose another."))
            : _scheme.Hash(password), cancellationToken);

    /// <inheritdoc/>
    public Task<Outcome<PasswordCheck>> Check(PlainPassword password, PasswordDigest? digest, CancellationToken cancellationToken) =>
        Enqueue<PasswordCheck>(() => Verify(password, digest), cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => _queue.CompleteAdding();

    private bool IsCommon(PlainPassword password, EmailAddress owner) =>
        _common.Contains(password, owner.Canonical, owner.Canonical[..owner.Canonical.IndexOf('@', StringComparison.Ordinal)]);

    private PasswordCheck Verify(PlainPassword password, PasswordDigest? digest)
    {
        if (digest is null)
        {
            _scheme.VerifyDecoy(password);
            return new PasswordCheck(false, null);
        }

        try
        {
            var matches = _scheme.Verify(password, digest);
            if (!matches)
            {
                _scheme.MakeUpFor(password, digest);
            }

            return new PasswordCheck(matches, matches && _scheme.IsOutdated(digest) ? _scheme.Hash(password) : null);
        }
        catch (Exception damage) when (damage is BCrypt.Net.SaltParseException or ArgumentException or FormatException or IndexOutOfRangeException)
        {
            // One damaged hash shuts out its member until they set a new password; it is nobody else's trouble.
            LogDamaged(damage);
            return new PasswordCheck(false, null);
        }
    }

    private Task<Outcome<T>> Enqueue<T>(Func<Outcome<T>> work, CancellationToken cancellationToken)
        where T : class
    {
        var done = new TaskCompletionSource<Outcome<T>>(TaskCreationOptions.RunContinuationsAsynchronously);
        return _queue.TryAdd(() => Run(work, done, cancellationToken))
            ? done.Task
            : Task.FromResult<Outcome<T>>(new Refusal.Overloaded(ExpectedWait()));
    }

    private void Run<T>(Func<Outcome<T>> work, TaskCompletionSource<Outcome<T>> done, CancellationToken cancellationToken)
        where T : class
    {
        if (cancellationToken.IsCancellationRequested)
        {
            done.TrySetCanceled(cancellationToken);
            return;
        }

        var began = _clock.GetTimestamp();
        try
        {
            done.TrySetResult(work());
        }
        catch (Exception failure)
        {
            done.TrySetException(failure);
        }

        Interlocked.Exchange(ref _lastTicks, _clock.GetElapsedTime(began).Ticks);
    }

    private TimeSpan ExpectedWait() =>
        TimeSpan.FromSeconds(Math.Clamp(Math.Ceiling(TimeSpan.FromTicks(Interlocked.Read(ref _lastTicks)).TotalSeconds * _queue.Count / _threads), 1, 60));

    private void Work()
    {
        foreach (var job in _queue.GetConsumingEnumerable())
        {
            job();
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Members:BcryptCost is {Cost}: below {Least} a stolen table is searched too quickly. Use it for tests only.")]
    private partial void LogCheap(int cost, int least);

    [LoggerMessage(Level = LogLevel.Error, Message = "A stored password hash is damaged: its member cannot log in until they set a new password.")]
    private partial void LogDamaged(Exception damage);
}
