using Members.Emails;
using Members.Grains.Passwords;
using Members.Outcomes;
using Members.Secrets;

namespace Members.Tests.Grains.Hosting;

/// <summary>Lets tests keep password hashing waiting, or full, at a moment of their choice.</summary>
internal sealed class HashValve
{
    private readonly Lock _gate = new();
    private TaskCompletionSource? _closed;
    private TaskCompletionSource? _enough;
    private int _waiting;
    private int _expected;

    /// <summary>Whether the queue is full.</summary>
    public bool IsFull { get; set; }

    /// <summary>Holds everything that is to be hashed from now on, until <see cref="Open"/>.</summary>
    /// <returns>Completes when that many wait.</returns>
    public Task Close(int expected)
    {
        lock (_gate)
        {
            (_waiting, _expected) = (0, expected);
            _closed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _enough = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _enough.Task;
        }
    }

    /// <summary>Lets what comes later pass, but not what waits already.</summary>
    /// <returns>Lets that go on too.</returns>
    public Action OpenForOthers()
    {
        lock (_gate)
        {
            var held = _closed;
            _closed = null;
            return () => held?.TrySetResult();
        }
    }

    /// <summary>Lets everything go on.</summary>
    public void Open() => OpenForOthers()();

    /// <summary>Waits while closed.</summary>
    public Task Pass()
    {
        lock (_gate)
        {
            if (_closed is null)
            {
                return Task.CompletedTask;
            }

            if (++_waiting == _expected)
            {
                _enough!.TrySetResult();
            }

            return _closed.Task;
        }
    }
}

/// <summary>The real pool behind the valve.</summary>
internal sealed class ValvedHashing(HashPool pool, HashValve valve) : IPasswordHashing
{
    public async Task<Outcome<PasswordDigest>> Hash(PlainPassword password, string field, EmailAddress owner, CancellationToken cancellationToken)
    {
        if (valve.IsFull)
        {
            return new Refusal.Overloaded(TimeSpan.FromSeconds(1));
        }

        await valve.Pass();
        return await pool.Hash(password, field, owner, cancellationToken);
    }

    public async Task<Outcome<PasswordCheck>> Check(PlainPassword password, PasswordDigest? digest, CancellationToken cancellationToken)
    {
        if (valve.IsFull)
        {
            return new Refusal.Overloaded(TimeSpan.FromSeconds(1));
        }

        await valve.Pass();
        return await pool.Check(password, digest, cancellationToken);
    }
}
