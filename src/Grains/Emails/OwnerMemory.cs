namespace Members.Grains.Emails;

/// <summary>
/// Who owns one address, as far as it is remembered. Memory is a hint: it saves a read and decides nothing (docs/adr/0002).
/// </summary>
internal sealed class OwnerMemory(string loginKey, IAddressStore store)
{
    private AddressOwner? _owner;
    private bool _isKnown;
    private long _changes;

    /// <inheritdoc cref="Members.Emails.ILoginIndexGrain.Resolve"/>
    public async ValueTask<Guid?> Resolve() => WhoLogsIn(TryRecall(out var owner) ? owner : await Read());

    /// <inheritdoc cref="Members.Emails.ILoginIndexGrain.ResolveFromStore"/>
    public async Task<Guid?> ResolveFromStore() => WhoLogsIn(await Read());

    /// <inheritdoc cref="Members.Emails.ILoginIndexGrain.IsTaken"/>
    public async ValueTask<bool> IsTaken(Guid memberId)
    {
        if (TryRecall(out var owner) && !IsOfAnother(owner, memberId))
        {
            return false;
        }

        // A refusal must be true, so it rests on the table; that an address is free is decided by the commit.
        return IsOfAnother(await Read(), memberId);
    }

    /// <summary>Forgets. A read that is under way may be older than the change, and is not remembered.</summary>
    public void Invalidate()
    {
        _changes++;
        _isKnown = false;
    }

    /// <summary>The owner as remembered; false when nothing is.</summary>
    public bool TryRecall(out AddressOwner? owner)
    {
        owner = _owner;
        return _isKnown;
    }

    private static Guid? WhoLogsIn(AddressOwner? owner) => owner is { LogsIn: true } ? owner.Value.Member : null;

    private static bool IsOfAnother(AddressOwner? owner, Guid memberId) => owner is { } known && known.Member != memberId;

    private async Task<AddressOwner?> Read()
    {
        var before = _changes;
        var owner = await store.FindOwner(loginKey);
        if (before == _changes)
        {
            (_owner, _isKnown) = (owner, true);
        }

        return owner;
    }
}
