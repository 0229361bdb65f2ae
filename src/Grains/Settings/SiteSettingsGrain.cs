using Members.Audit;
using Members.Grains.Audit;
using Members.Grains.Storage;
using Members.Leases;
using Members.Settings;
using Microsoft.Extensions.Options;

namespace Members.Grains.Settings;

/// <summary>The settings changed at run time, as stored; what is absent is as configured.</summary>
[GenerateSerializer, Immutable, Alias("members.SiteSettingsRecord")]
internal sealed record SiteSettingsRecord : VersionedRecord
{
    /// <summary>What happens to new registrations.</summary>
    [Id(1)]
    public SignupApproval? SignupApproval { get; init; }

    /// <summary>Whether new members must verify their address.</summary>
    [Id(2)]
    public bool? RequireEmailVerification { get; init; }

    /// <inheritdoc/>
    public override int KnownSchema() => 1;
}

/// <summary>The settings of a site.</summary>
[GrainType("site-settings")]
internal sealed class SiteSettingsGrain : Grain, ISiteSettingsGrain
{
    private readonly StoredRecord<SiteSettingsRecord> _record;
    private readonly SignupPolicy _configured;
    private readonly TimeProvider _clock;
    private readonly AuditLog _audit;

    public SiteSettingsGrain(
        [PersistentState(StateNames.SiteSettings, StateNames.Provider)] IPersistentState<SiteSettingsRecord> state,
        CacheValidity validity,
        TimeProvider clock,
        AuditLog audit,
        IOptions<MembersOptions> options)
    {
        _record = new StoredRecord<SiteSettingsRecord>(state, this, validity);
        _configured = new SignupPolicy(options.Value.SignupApproval, options.Value.RequireEmailVerification);
        (_clock, _audit) = (clock, audit);
    }

    /// <inheritdoc/>
    public async ValueTask<SignupPolicy> SignupPolicy() => Policy(await _record.Current());

    /// <inheritdoc/>
    public Task<SignupPolicy> ChangeSignupPolicy(SignupApproval? approval, bool? requireEmailVerification)
    {
        var detail = Detail(approval, requireEmailVerification);
        var command = new AuditedCommand(_audit, _clock, AuditType.SettingsChanged, $"site:{this.GetPrimaryKeyString()}", detail);
        return command.Do(() => _record.Update(r => Change(r, approval, requireEmailVerification)), _ => null);
    }

    private static string Detail(SignupApproval? approval, bool? requireEmailVerification)
    {
        var changes = new[]
        {
            approval is null ? null : $"signupApproval={approval}",
            requireEmailVerification is null ? null : $"requireEmailVerification={requireEmailVerification}",
        };
        return string.Join('+', changes.OfType<string>());
    }

    private Decision<SiteSettingsRecord, SignupPolicy> Change(
        SiteSettingsRecord record, SignupApproval? approval, bool? requireEmailVerification)
    {
        var next = record with
        {
            SignupApproval = approval ?? record.SignupApproval,
            RequireEmailVerification = requireEmailVerification ?? record.RequireEmailVerification,
        };
        return new(next, Policy(next));
    }

    private SignupPolicy Policy(SiteSettingsRecord record) =>
        new(record.SignupApproval ?? _configured.Approval, record.RequireEmailVerification ?? _configured.RequireEmailVerification);
}
