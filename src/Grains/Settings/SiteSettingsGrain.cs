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

    public SiteSettingsGrain(
        [PersistentState(StateNames.SiteSettings, StateNames.Provider)] IPersistentState<SiteSettingsRecord> state, Freshness freshness, IOptions<MembersOptions> options)
    {
        _record = new StoredRecord<SiteSettingsRecord>(state, this, freshness);
        _configured = options.Value.SignupApproval;
    }

    /// <inheritdoc/>
    public async ValueTask<SignupApproval> SignupApproval() => (await _record.Current()).SignupApproval ?? _configured;

    /// <inheritdoc/>
    public Task ChangeSignupApproval(SignupApproval approval) =>
        _record.Update(r => new Decision<SiteSettingsRecord, bool>(r with { SignupApproval = approval }, true));
}
