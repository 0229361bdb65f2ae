using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Members.Audit;
using Members.Outcomes;

namespace Members.Telemetry;

/// <summary>
/// A counter whose readings are told apart by an outcome and perhaps a kind, never by anything that grows with members. The outcomes that
/// are expected are reported from the start, with zero: of a reading that begins at one, nobody can say that it has risen.
/// </summary>
/// <remarks>
/// Counts whether or not anybody listens, which is one interlocked addition and no allocation. Tags are made once, not for each count.
/// </remarks>
internal sealed class OutcomeCounter
{
    /// <summary>The tag that says how it ended.</summary>
    public const string Tag = "members.outcome";

    /// <summary>The outcome of a command whose caller gave up.</summary>
    public const string Canceled = "CANCELED";

    private readonly ConcurrentDictionary<(string Outcome, string? Kind), Tally> _tallies = new();
    private readonly string? _kindTag;

    /// <param name="meter">The meter that it belongs to.</param>
    /// <param name="name">Its name, such as <c>members.login.attempts</c>.</param>
    /// <param name="unit">What is counted, such as <c>{attempt}</c> (UCUM).</param>
    /// <param name="description">What it counts, in words.</param>
    /// <param name="outcomes">The outcomes that are expected.</param>
    /// <param name="kindTag">The tag with the kind; null when there are no kinds.</param>
    /// <param name="kinds">The kinds.</param>
    public OutcomeCounter(
        Meter meter,
        string name,
        string unit,
        string description,
        IEnumerable<string> outcomes,
        string? kindTag = null,
        IEnumerable<string>? kinds = null)
    {
        _kindTag = kindTag;
        foreach (var outcome in outcomes)
        {
            foreach (var kind in kinds ?? [null!])
            {
                Of(outcome, kind);
            }
        }

        meter.CreateObservableCounter(name, () => _tallies.Values.Select(t => t.Read()), unit, description);
    }

    /// <summary>What counts one outcome. Keep it where counting must cost nothing.</summary>
    public Tally Of(string outcome, string? kind = null) => _tallies.GetOrAdd((outcome, kind), Make, _kindTag);

    /// <summary>Counts how a command ends, in the words of the audit log.</summary>
    public async Task<Outcome<T>> Count<T>(Task<Outcome<T>> command)
        where T : class
    {
        var result = AuditResult.Unknown;
        try
        {
            var outcome = await command;
            result = outcome.Refusal is { } refusal ? AuditResult.Of(refusal) : AuditResult.Success;
            return outcome;
        }
        catch (OperationCanceledException)
        {
            result = Canceled;
            throw;
        }
        finally
        {
            Of(result).Add();
        }
    }

    private static Tally Make((string Outcome, string? Kind) key, string? kindTag) => new(
        key.Kind is null ? [new(Tag, key.Outcome)] : [new(Tag, key.Outcome), new(kindTag!, key.Kind)]);
}

/// <summary>How often one thing has happened.</summary>
/// <param name="tags">What tells it from the others.</param>
internal sealed class Tally(KeyValuePair<string, object?>[] tags)
{
    private long _count;

    /// <summary>It has happened once more.</summary>
    public void Add() => Interlocked.Increment(ref _count);

    /// <summary>The present reading.</summary>
    public Measurement<long> Read() => new(Volatile.Read(ref _count), tags);
}
