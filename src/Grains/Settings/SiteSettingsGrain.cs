using Members.Audit;
using Members.Grains.Audit;
using Members.Grains.Leases;
using Members.Grains.Storage;
using Members.Settings;
using Microsoft.Extensions.Options;

namespace Members.Grains.Settings;

/// <summary>The settings changed at run time, as stored; what is absent is as configured.</summary>
[GenerateSerializer, Immutable, Alias("members.SiteSettingsRecord")]
internal sealed record SiteSettingsRecord
{
    /// <summary>The version of this shape.</summary>
    [Id(0)]
    public int Schema { get; init; } = 1;

    /// <summary>What happens to new registrations.</summary>
    [Id(1)]
    public SignupApproval? SignupApproval { get; init; }
}

/// <summary>The settings of a site.</summary>
[GrainType("site-settings")]
internal sealed class SiteSettingsGrain : Grain, ISiteSettingsGrain
{
    private readonly StoredRecord<SiteSettingsRecord> _record;
    private readonly SignupApproval _configured;
    private readonly TimeProvider _clock;
    private readonly AuditLog _audit;

    public SiteSettingsGrain(
        [PersistentState(StateNames.SiteSettings, StateNames.Provider)] IPersistentState<SiteSettingsRecord> state,
        Freshness freshness,
        TimeProvider clock,
        AuditLog audit,
        IOptions<MembersOptions> options)
    {
        _record = new StoredRecord<SiteSettingsRecord>(state, this, freshness);
        (_configured, _clock, _audit) = (options.Value.SignupApproval, clock, audit);
    }

    /// <inheritdoc/>
    public async ValueTask<SignupApproval> SignupApproval() => (await _record.Current()).SignupApproval ?? _configured;

    /// <inheritdoc/>
    public Task ChangeSignupApproval(SignupApproval approval) =>
        new AuditedCommand(_audit, _clock, AuditType.SettingsChanged, $"site:{this.GetPrimaryKeyString()}", $"signupApproval={approval}").Do(
            () => _record.Update(r => new Decision<SiteSettingsRecord, bool>(r with { SignupApproval = approval }, true)), _ => null);
}
