using Members.Emails;
using Members.Settings;
using Microsoft.Extensions.Options;

namespace Members.Grains.SignUp;

/// <summary>
/// What the site requires of new members, as it is at the moment of a call: one grain call. The form and the rules, which can be long,
/// are asked for only when they have changed.
/// </summary>
internal sealed class SitePolicy(IGrainFactory grains, IOptions<MembersOptions> configured)
{
    private Known _known = new(Guid.Empty, CompiledTerms.None);

    private ISiteSettingsGrain Settings => grains.GetGrain<ISiteSettingsGrain>(LoginKey.DefaultSite);

    /// <summary>The policy of this moment.</summary>
    public ValueTask<SignupPolicy> Current() => Settings.SignupPolicy();

    /// <summary>The settings of admission of this moment.</summary>
    public async ValueTask<AdmissionSettings> Admission() => AdmissionOf(await Current());

    /// <summary>The settings of admission in a policy; what is configured when a silo of the former version has answered.</summary>
    public AdmissionSettings AdmissionOf(SignupPolicy policy) => policy.Admission ?? configured.Value.Admission();

    /// <summary>The form and the rules that go with a policy.</summary>
    public async ValueTask<CompiledTerms> Terms(SignupPolicy policy)
    {
        if (policy.Terms is not { } stamp)
        {
            return CompiledTerms.None;
        }

        var known = _known;
        if (known.Stamp != stamp)
        {
            // Two that ask at once make it twice, which does no harm.
            _known = known = new Known(stamp, new CompiledTerms(await Settings.SignupTerms()));
        }

        return known.Terms;
    }

    private sealed record Known(Guid Stamp, CompiledTerms Terms);
}
