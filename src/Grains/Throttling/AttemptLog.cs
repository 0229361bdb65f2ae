using System.Diagnostics.CodeAnalysis;
using Members.Grains.Storage;

namespace Members.Grains.Throttling;

/// <summary>What a rule made of a call: the record from now on, or null to leave it alone; whether it must be stored; the answer.</summary>
internal readonly record struct AttemptRuling(AttemptRecord? Next, bool Store, TimeSpan? Answer);

/// <summary>
/// What one activation knows of the tries at its address: the stored record and what came after it. Where the store has
/// moved on, by another activation, the higher counts hold. Calls stand in line here and not at the grain, where they
/// would wait behind the writing of a claim.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "A SemaphoreSlim whose wait handle is never asked for holds nothing to dispose.")]
internal sealed class AttemptLog(IRecord<AttemptRecord> stored)
{
    private readonly SemaphoreSlim _line = new(1, 1);
    private AttemptRecord _known = new();
    private AttemptRecord? _basis;

    /// <summary>Decides on what is known, beside what is stored. A write that fails has changed nothing here either.</summary>
    public async Task<TimeSpan?> Update(Func<AttemptRecord, AttemptRecord, AttemptRuling> decide)
    {
        await _line.WaitAsync();
        try
        {
            var ruling = decide(await Current(), _basis!);
            if (ruling.Next is { } next)
            {
                await Take(next, ruling.Store);
            }

            return ruling.Answer;
        }
        finally
        {
            _line.Release();
        }
    }

    /// <summary>Forgets tries: stored only where the store knows of any.</summary>
    public Task Clear(Func<AttemptRecord, AttemptRecord> forget) => Update((known, basis) => new AttemptRuling(forget(known), !basis.Tries.IsEmpty, null));

    /// <summary>Stores what would be forgotten with the activation.</summary>
    public async Task WriteDown()
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

    private async Task Take(AttemptRecord next, bool store)
    {
        if (store)
        {
            await stored.Update(_ => new Decision<AttemptRecord, bool>(next, true));
            _basis = next;
        }

        _known = next;
    }
}
