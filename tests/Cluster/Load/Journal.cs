using System.Collections.Concurrent;

namespace Members.Tests.Cluster.Load;

/// <summary>Something that must never happen.</summary>
/// <param name="Invariant">The number in the contract.</param>
/// <param name="What">What was seen.</param>
internal sealed record Violation(string Invariant, string What)
{
    public override string ToString() => $"{Invariant}: {What}";
}

/// <summary>A credential that an acknowledged operation has ended.</summary>
/// <param name="Kind">What it was.</param>
/// <param name="Call">A use of it, which must be refused from now on.</param>
/// <param name="EndedBy">The operation.</param>
internal sealed record DeadCredential(string Kind, Call Call, string EndedBy);

/// <summary>What was acknowledged, and what was seen that contradicts it.</summary>
internal sealed class Journal
{
    private readonly ConcurrentQueue<Violation> _violations = new();
    private readonly ConcurrentDictionary<string, long> _acknowledged = new();
    private readonly List<DeadCredential> _dead = [];
    private long _deadChecks;

    /// <summary>Everybody whose registration was answered, or is of unknown outcome.</summary>
    public ConcurrentDictionary<string, Person> People { get; } = new();

    /// <summary>Every invitation that was made.</summary>
    public ConcurrentQueue<Invitation> Invitations { get; } = new();

    /// <summary>Who decides on applications.</summary>
    public ConcurrentQueue<Decider> Deciders { get; } = new();

    /// <summary>Those who have withdrawn.</summary>
    public ConcurrentQueue<Withdrawal> Withdrawn { get; } = new();

    public IReadOnlyCollection<Violation> Violations => _violations;

    /// <summary>Changes that were acknowledged.</summary>
    public long Acknowledged => _acknowledged.Values.Sum();

    /// <summary>How often a dead credential was tried.</summary>
    public long DeadChecks => Volatile.Read(ref _deadChecks);

    /// <summary>The newest invitation, if somebody may still try it.</summary>
    public Invitation? OpenInvitation() => Invitations.LastOrDefault() is { } newest && newest.Try() ? newest : null;

    /// <summary>How often an operation was acknowledged.</summary>
    public long Count(string operation) => _acknowledged.GetValueOrDefault(operation);

    public void Acknowledge(string operation) => _acknowledged.AddOrUpdate(operation, 1, (_, n) => n + 1);

    public void Violate(string invariant, string what) => _violations.Enqueue(new Violation(invariant, what));

    /// <summary>Records that a credential is dead from now on.</summary>
    public DeadCredential MarkDead(string kind, Call call, string endedBy)
    {
        var dead = new DeadCredential(kind, call, endedBy);
        lock (_dead)
        {
            _dead.Add(dead);
        }

        return dead;
    }

    /// <summary>All sessions of a person are dead from now on.</summary>
    /// <returns>The newest of them; null when there was none.</returns>
    public DeadCredential? MarkSessionsDead(Person person, string endedBy)
    {
        DeadCredential? newest = null;
        foreach (var session in person.Sessions)
        {
            newest = MarkDead("session", Call.Me(session), $"{endedBy} of {person}");
        }

        person.Sessions.Clear();
        return newest;
    }

    public DeadCredential? AnyDead(Random random)
    {
        lock (_dead)
        {
            return _dead.Count == 0 ? null : _dead[random.Next(_dead.Count)];
        }
    }

    public IReadOnlyList<DeadCredential> Dead(int last)
    {
        lock (_dead)
        {
            return [.. _dead.TakeLast(last)];
        }
    }

    public void CountDeadCheck() => Interlocked.Increment(ref _deadChecks);
}
