using Members.Grains.Storage;

namespace Members.Grains.Throttling;

/// <summary>
/// What one activation knows of the tries at its address: the stored record and what came after it. Where the store has
/// moved on, by another activation, the higher counts hold.
/// </summary>
internal sealed class AttemptLog(IRecord<AttemptRecord> stored)
{
    private AttemptRecord _known = new();
    private AttemptRecord? _basis;

    /// <summary>What is known now.</summary>
    public async ValueTask<AttemptRecord> Current()
    {
        var record = await stored.Current();
        if (!ReferenceEquals(record, _basis))
        {
            _known = AttemptRules.Merge(record, _known);
            _basis = record;
        }

        return _known;
    }

    /// <summary>Takes note of something; a write that fails has changed nothing here either.</summary>
    /// <param name="next">The record from now on.</param>
    /// <param name="store">Whether it must outlive the activation whatever happens.</param>
    public async ValueTask Note(AttemptRecord next, bool store)
    {
        if (store)
        {
            await stored.Update(_ => new Decision<AttemptRecord, bool>(next, true));
            _basis = await stored.Current();
        }

        _known = next;
    }

    /// <summary>Takes note of a success: stored only where the store knows of tries.</summary>
    public ValueTask Clear(AttemptRecord next) => Note(next, store: !_basis!.Tries.IsEmpty);

    /// <summary>Stores what would be forgotten with the activation.</summary>
    public async ValueTask WriteDown()
    {
        if (_basis is not null && !AttemptRules.IsEmpty(_known) && !ReferenceEquals(_known, _basis))
        {
            await stored.Update(r => new Decision<AttemptRecord, bool>(AttemptRules.Merge(r, _known), true));
        }
    }
}
