using System.Diagnostics.CodeAnalysis;
using Members.Grains.Storage;

namespace Members.Grains.Throttling;

/// <summary>What a rule decided on a call.</summary>
/// <param name="Next">The record from now on; null to leave it unchanged.</param>
/// <param name="Store">Whether it must be stored.</param>
/// <param name="Wait">How long the caller must wait; null when it may go ahead.</param>
internal readonly record struct AttemptDecision(AttemptRecord? Next, bool Store, TimeSpan? Wait);

/// <summary>
/// The attempts at an address as one activation knows them: the stored record and what came after it. Where another
/// activation has stored more, the higher counts win. Calls queue here, since all calls of the grain interleave.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "A SemaphoreSlim whose wait handle is never used holds nothing to dispose.")]
internal sealed class AttemptLog(IRecord<AttemptRecord> stored)
{
    private readonly SemaphoreSlim _mutex = new(1, 1);
    private AttemptRecord _known = new();
    private AttemptRecord? _basis;

    /// <summary>Decides on the known and the stored record. A write that fails changes nothing here either.</summary>
    public async Task<TimeSpan?> Update(Func<AttemptRecord, AttemptRecord, AttemptDecision> decide)
    {
        await _mutex.WaitAsync();
        try
        {
            var decision = decide(await Current(), _basis!);
            if (decision.Next is { } next)
            {
                await Apply(next, decision.Store);
            }

            return decision.Wait;
        }
        finally
        {
            _mutex.Release();
        }
    }

    /// <summary>Resets counters, and stores that only where the store has any.</summary>
    public Task Clear(Func<AttemptRecord, AttemptRecord> reset) =>
        Update((known, basis) => new AttemptDecision(reset(known), !basis.Counters.IsEmpty, null));

    /// <summary>Stores what would be lost with the activation.</summary>
    public async Task Flush()
    {
        if (_basis is not null && !AttemptRules.IsEmpty(_known) && !ReferenceEquals(_known, _basis))
        {
            await stored.Update(r => new Decision<AttemptRecord, bool>(AttemptRules.Merge(r, _known), true));
        }
    }

    private async ValueTask<AttemptRecord> Current()
    {
        var record = await stored.Current();
        if (!ReferenceEquals(record, _basis))
        {
            _known = AttemptRules.Merge(record, _known);
            _basis = record;
        }

        return _known;
    }

    private async Task Apply(AttemptRecord next, bool store)
    {
        if (store)
        {
            await stored.Update(_ => new Decision<AttemptRecord, bool>(next, true));
            _basis = next;
        }

        _known = next;
    }
}
