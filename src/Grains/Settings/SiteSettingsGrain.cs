using System.Collections.Immutable;
using Members.Accounts;
using Members.Audit;
using Members.Grains.Audit;
using Members.Grains.Storage;
using Members.Leases;
using Members.Outcomes;
using Members.Settings;
using Members.SignUp;
using Microsoft.Extensions.Options;

namespace Members.Grains.Settings;

/// <summary>The settings of a site.</summary>
[GrainType("site-settings")]
internal sealed class SiteSettingsGrain : Grain, ISiteSettingsGrain
{
    private readonly StoredRecord<SiteSettingsRecord> _record;
    private readonly MembersOptions _configured;
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
        (_configured, _clock, _audit) = (options.Value, clock, audit);
    }

    /// <inheritdoc/>
    public async ValueTask<SignupPolicy> SignupPolicy() => SettingsRules.Policy(await _record.Current(), _configured);

    /// <inheritdoc/>
    public async Task<SignupPolicy> ChangeSignupPolicy(SignupApproval? approval, bool? requireEmailVerification) =>
        (await Change(new SettingsChange { Approval = approval, RequireEmailVerification = requireEmailVerification })).Value!;

    /// <inheritdoc/>
    public Task<Outcome<SignupPolicy>> Change(SettingsChange change) => Update(
        SettingsRules.Detail(change), r => SettingsRules.Change(r, change, _configured, _clock.GetUtcNow()));

    /// <inheritdoc/>
    public async ValueTask<SignupTerms> SignupTerms() => SettingsRules.Terms(await _record.Current());

    /// <inheritdoc/>
    public Task<Outcome<SignupForm>> ReplaceForm(ImmutableArray<FormField> fields) =>
        Update("signupForm", r => SettingsRules.ReplaceForm(r, fields, MemberId.New()));

    /// <inheritdoc/>
    public Task<Outcome<AdmissionRuleset>> ReplaceRules(ImmutableArray<AdmissionRule> rules) =>
        Update("admissionRules", r => SettingsRules.ReplaceRules(r, rules, MemberId.New()));

    /// <inheritdoc/>
    public Task<Outcome<SignupForm>> ReplaceFormAsRead(Guid? read, ImmutableArray<FormField> fields) => Update(
        "signupForm", r => SettingsRules.Outdated<SignupForm>(r, read) ?? SettingsRules.ReplaceForm(r, fields, MemberId.New()));

    /// <inheritdoc/>
    public Task<Outcome<AdmissionRuleset>> ReplaceRulesAsRead(Guid? read, ImmutableArray<AdmissionRule> rules) => Update(
        "admissionRules",
        r => SettingsRules.Outdated<AdmissionRuleset>(r, read) ?? SettingsRules.ReplaceRules(r, rules, MemberId.New()));

    /// <inheritdoc/>
    public async ValueTask<SettingOrigins> Origins() => SettingsRules.Origins(await _record.Current(), _configured);

    private Task<Outcome<T>> Update<T>(string detail, Func<SiteSettingsRecord, Decision<SiteSettingsRecord, Outcome<T>>> decide)
        where T : class
    {
        var command = new AuditedCommand(_audit, _clock, AuditType.SettingsChanged, $"site:{this.GetPrimaryKeyString()}", detail);
        return command.Do(() => _record.Update(decide), o => o.Succeeded ? null : AuditResult.Of(o.Refusal));
    }
}
