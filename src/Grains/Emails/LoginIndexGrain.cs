using Members.Emails;
using Members.Grains.Leases;
using Members.Grains.Storage;
using Members.Grains.Throttling;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Members.Grains.Emails;

/// <summary>
/// The shell around <see cref="Claims"/> and <see cref="AttemptRules"/>. It calls nobody: a member calls it, never the other
/// way. It does not stay in memory for long: addresses can be made up.
/// </summary>
[GrainType("login-index"), CollectionAgeLimit(Minutes = 3)]
internal sealed partial class LoginIndexGrain : Grain, ILoginIndexGrain, ILoginAttemptsGrain
{
    private readonly StoredRecord<ClaimRecord> _record;
    private readonly AttemptLog _attempts;
    private readonly AttemptLimits _limits;
    private readonly TimeProvider _clock;
    private readonly TimeSpan _lifetime;
    private readonly ILogger<LoginIndexGrain> _logger;

    public LoginIndexGrain(
        [PersistentState(StateNames.LoginIndex, StateNames.Provider)] IPersistentState<ClaimRecord> state,
        [PersistentState(StateNames.LoginAttempts, StateNames.Provider)] IPersistentState<AttemptRecord> attempts,
        TimeProvider clock,
        CacheValidity validity,
        IOptions<MembersOptions> options,
        ILogger<LoginIndexGrain> logger)
    {
        _record = new StoredRecord<ClaimRecord>(state, this, validity);
        _attempts = new AttemptLog(new StoredRecord<AttemptRecord>(attempts, this, validity));
        (_clock, _limits, _lifetime, _logger) = (clock, AttemptLimits.Of(options.Value), options.Value.ClaimLifetime, logger);
    }

    /// <inheritdoc/>
    public Task<bool> Claim(Guid memberId, Guid operation) =>
        _record.Update(r => Claims.Claim(r, memberId, operation, _clock.GetUtcNow(), _lifetime));

    /// <inheritdoc/>
    public Task<bool> Confirm(Guid memberId, Guid operation) => _record.Update(r => Claims.Confirm(r, memberId, operation));

    /// <inheritdoc/>
    public Task Release(Guid memberId, Guid operation) => _record.Update(r => Claims.Release(r, memberId, operation));

    /// <inheritdoc/>
    public Task SetAside(Guid memberId, Guid operation) => _record.Update(r => Claims.SetAside(r, memberId, operation));

    /// <inheritdoc/>
    public Task<bool> TakeBack(Guid memberId, Guid operation, Guid newOperation) => _record.Update(r => Claims.TakeBack(r, memberId, operation, newOperation));

    /// <inheritdoc/>
    public async ValueTask<bool> IsTaken(Guid memberId) => Claims.IsTaken(await _record.Current(), memberId);

    /// <inheritdoc/>
    public async ValueTask<Guid?> Resolve() => (await _record.Current()).Holder();
}
