using Members.Emails;
using Members.Grains.Storage;
using Members.Grains.Throttling;
using Members.Leases;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Members.Grains.Emails;

/// <summary>
/// The face of one address: it remembers who owns it, and counts the attempts at it (docs/adr/0002). The grain calls nobody, and
/// leaves memory soon: addresses can be made up.
/// </summary>
[GrainType("login-index"), CollectionAgeLimit(Minutes = 3)]
internal sealed partial class LoginIndexGrain : Grain, ILoginIndexGrain, ILoginAttemptsGrain
{
    private readonly OwnerMemory _owner;
    private readonly AttemptLog _attempts;
    private readonly AttemptLimits _limits;
    private readonly TimeProvider _clock;
    private readonly ILogger<LoginIndexGrain> _logger;

    public LoginIndexGrain(
        [PersistentState(StateNames.LoginAttempts, StateNames.Provider)] IPersistentState<AttemptRecord> attempts,
        IAddressStore store,
        TimeProvider clock,
        CacheValidity validity,
        IOptions<MembersOptions> options,
        ILogger<LoginIndexGrain> logger)
    {
        _attempts = new AttemptLog(new StoredRecord<AttemptRecord>(attempts, this, validity));
        _owner = new OwnerMemory(this.GetPrimaryKeyString(), store);
        (_clock, _limits, _logger) = (clock, AttemptLimits.Of(options.Value), logger);
    }

    /// <inheritdoc/>
    public ValueTask<Guid?> Resolve() => _owner.Resolve();

    /// <inheritdoc/>
    public Task<Guid?> ResolveFromStore() => _owner.ResolveFromStore();

    /// <inheritdoc/>
    public ValueTask<bool> IsTaken(Guid memberId) => _owner.IsTaken(memberId);

    /// <inheritdoc/>
    public Task Invalidate()
    {
        _owner.Invalidate();
        return Task.CompletedTask;
    }
}
