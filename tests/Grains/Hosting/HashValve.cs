using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Members.Emails;
using Members.Grains.Passwords;
using Members.Import;
using Members.Outcomes;
using Members.Secrets;

namespace Members.Tests.Grains.Hosting;

/// <summary>Lets tests keep password hashing waiting, or full, at a moment of their choice.</summary>
[SuppressMessage("Design", "CA1001", Justification = "What is held belongs to the test that closed the valve.")]
internal sealed class HashValve
{
    private readonly ConcurrentDictionary<string, int> _checks = new(), _hashes = new();
    private HeldHashing? _held;

    /// <summary>Whether the queue is full.</summary>
    public bool IsFull { get; private set; }

    /// <summary>Lets the queue be full until disposed.</summary>
    public IDisposable Fill()
    {
        IsFull = true;
        return new Undo(() => IsFull = false);
    }

    /// <summary>Holds everything that is to be hashed from now on, until opened or disposed.</summary>
    /// <param name="expected">How many the test waits for.</param>
    public HeldHashing Close(int expected) => _held = new HeldHashing(expected, this);

    /// <summary>How many passwords were looked at for an address.</summary>
    public int ChecksAt(EmailAddress email) => _checks.GetValueOrDefault(LoginKey.For(email).Value);

    /// <summary>How many new passwords were hashed for an address.</summary>
    public int HashesAt(EmailAddress email) => _hashes.GetValueOrDefault(LoginKey.For(email).Value);

    /// <summary>Notes that a new password is hashed.</summary>
    public void Hashed(HashRequest request) => _hashes.AddOrUpdate(request.Address, 1, (_, count) => count + 1);

    /// <summary>Notes that a password is looked at.</summary>
    public void Looked(HashRequest request) => _checks.AddOrUpdate(request.Address, 1, (_, count) => count + 1);

    /// <summary>Waits while closed.</summary>
    public Task Pass(CancellationToken cancellationToken) => _held?.Wait(cancellationToken) ?? Task.CompletedTask;

    /// <summary>Lets what comes later pass.</summary>
    public void Reopen(HeldHashing held) => Interlocked.CompareExchange(ref _held, null, held);

    private sealed class Undo(Action undo) : IDisposable
    {
        public void Dispose() => undo();
    }
}

/// <summary>What waits at a closed valve.</summary>
internal sealed class HeldHashing(int expected, HashValve valve) : IDisposable
{
    private readonly TaskCompletionSource _goOn = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _abandoned = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _waiting;

    /// <summary>Completes when as many wait as were expected.</summary>
    public Task Arrived => _arrived.Task.WaitAsync(TimeSpan.FromSeconds(20));

    /// <summary>Completes when one of those that wait is told that its caller has given up.</summary>
    public Task Abandoned => _abandoned.Task.WaitAsync(TimeSpan.FromSeconds(20));

    /// <summary>Lets what comes later pass, but not what waits already.</summary>
    public void OpenForOthers() => valve.Reopen(this);

    /// <summary>Lets everything go on. A test that fails does so too, so that it fails alone.</summary>
    public void Dispose()
    {
        valve.Reopen(this);
        _goOn.TrySetResult();
    }

    public Task Wait(CancellationToken cancellationToken)
    {
        cancellationToken.Register(() => _abandoned.TrySetResult());
        if (Interlocked.Increment(ref _waiting) == expected)
        {
            _arrived.TrySetResult();
        }

        return _goOn.Task;
    }
}

/// <summary>The real pool behind the valve.</summary>
internal sealed class ValvedHashing(HashPool pool, HashValve valve) : IPasswordHashing
{
    public Refusal.Overloaded? RefuseNow(HashRequest request) => pool.RefuseNow(request);

    public async Task<Outcome<PasswordDigest>> Hash(
        PlainPassword password, string field, PasswordOwner owner, HashRequest request, CancellationToken cancellationToken)
    {
        if (valve.IsFull)
        {
            return new Refusal.Overloaded(TimeSpan.FromSeconds(1));
        }

        await valve.Pass(cancellationToken);
        valve.Hashed(request);
        return await pool.Hash(password, field, owner, request, cancellationToken);
    }

    public async Task<Outcome<PasswordCheck>> Check(
        PlainPassword password, PasswordDigest? digest, HashRequest request, CancellationToken cancellationToken)
    {
        if (valve.IsFull)
        {
            return new Refusal.Overloaded(TimeSpan.FromSeconds(1));
        }

        await valve.Pass(cancellationToken);
        valve.Looked(request);
        return await pool.Check(password, digest, request, cancellationToken);
    }

    public Task<Outcome<PasswordDigest>> Rehash(PlainPassword password, HashRequest request) => pool.Rehash(password, request);

    public Task<Outcome<PasswordDigest>> Adopt(PortableHash hash, HashRequest request, CancellationToken cancellationToken) =>
        pool.Adopt(hash, request, cancellationToken);

    public Violation? Inspect(PortableHash hash) => pool.Inspect(hash);

    public Task<Outcome<PasswordTrial>> Try(
        PortableHash hash, PlainPassword password, HashRequest request, CancellationToken cancellationToken) =>
        pool.Try(hash, password, request, cancellationToken);
}
