using Members.Emails;
using Members.Grains.Leases;
using Members.Grains.Storage;
using Members.Grains.Throttling;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Members.Grains.Emails;

/// <summary>
/// The face of one address: it remembers who owns it, and counts the attempts at it. Its memory is a hint. It saves a read in
/// the usual case and decides nothing (docs/adr/0002). The grain calls nobody, and leaves memory soon: addresses can be made up.
/// </summary>
[GrainType("login-index"), CollectionAgeLimit(Minutes = 3)]
internal sealed partial class LoginIndexGrain : Grain, ILoginIndexGrain, ILoginAttemptsGrain
{
    private readonly IAddressStore _store;
    private readonly AttemptLog _attempts;
    private readonly AttemptLimits _limits;
    private readonly TimeProvider _clock;
    private readonly ILogger<LoginIndexGrain> _logger;

    private AddressOwner? _owner;
    private bool _isKnown;
    private long _changes;

    public LoginIndexGrain(
        [PersistentState(StateNames.LoginAttempts, StateNames.Provider)] IPersistentState<AttemptRecord> attempts,
        IAddressStore store,
        TimeProvider clock,
        CacheValidity validity,
        IOptions<MembersOptions> options,
        ILogger<LoginIndexGrain> logger)
    {
        _attempts = new AttemptLog(new StoredRecord<AttemptRecord>(attempts, this, validity));
        (_store, _clock, _limits, _logger) = (store, clock, AttemptLimits.Of(options.Value), logger);
    }

    /// <inheritdoc/>
    public async ValueTask<Guid?> Resolve() => WhoLogsIn(_isKnown ? _owner : await Read());

    /// <inheritdoc/>
    public async Task<Guid?> ResolveFromStore() => WhoLogsIn(await Read());

    /// <inheritdoc/>
    public async ValueTask<bool> IsTaken(Guid memberId)
    {
        if (_isKnown && !IsOfAnother(_owner, memberId))
        {
            return false;
        }

        // A refusal must be true, so it rests on the table; that an address is free is decided by the commit.
        return IsOfAnother(await Read(), memberId);
    }

    /// <inheritdoc/>
    public Task Invalidate()
    {
        _changes++;
        _isKnown = false;
        return Task.CompletedTask;
    }

    private static Guid? WhoLogsIn(AddressOwner? owner) => owner is { LogsIn: true } ? owner.Value.Member : null;

    private static bool IsOfAnother(AddressOwner? owner, Guid memberId) => owner is { } known && known.Member != memberId;

    private async Task<AddressOwner?> Read()
    {
        var before = _changes;
        var owner = await _store.FindOwner(this.GetPrimaryKeyString());
        if (before == _changes)
        {
            (_owner, _isKnown) = (owner, true);
        }

        return owner;
    }
}
