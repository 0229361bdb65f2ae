using Members.Emails;
using Members.Grains.Leases;
using Members.Grains.Storage;
using Microsoft.Extensions.Options;

namespace Members.Grains.Emails;

/// <summary>The shell around <see cref="Claims"/>. It calls nobody: a member calls it, never the other way.</summary>
[GrainType("login-index")]
internal sealed class LoginIndexGrain : Grain, ILoginIndexGrain
{
    private readonly StoredRecord<ClaimRecord> _record;
    private readonly TimeProvider _clock;
    private readonly TimeSpan _lifetime;

    public LoginIndexGrain(
        [PersistentState(StateNames.LoginIndex, StateNames.Provider)] IPersistentState<ClaimRecord> state,
        TimeProvider clock,
        Freshness freshness,
        IOptions<MembersOptions> options)
    {
        _record = new StoredRecord<ClaimRecord>(state, this, freshness);
        (_clock, _lifetime) = (clock, options.Value.ClaimLifetime);
    }

    /// <inheritdoc/>
    public Task<bool> Claim(Guid memberId, Guid operation) =>
        _record.Update(r => Claims.Claim(r, memberId, operation, _clock.GetUtcNow(), _lifetime));

    /// <inheritdoc/>
    public Task<bool> Confirm(Guid memberId, Guid operation) => _record.Update(r => Claims.Confirm(r, memberId, operation));

    /// <inheritdoc/>
    public Task Release(Guid memberId, Guid operation) => _record.Update(r => Claims.Release(r, memberId, operation));

    /// <inheritdoc/>
    public async ValueTask<Guid?> Resolve() => (await _record.Current()).Holder();
}
