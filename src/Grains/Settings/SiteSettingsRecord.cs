using System.Collections.Immutable;
using Members.Grains.Storage;
using Members.Settings;
using Members.SignUp;

namespace Members.Grains.Settings;

/// <summary>The settings changed at run time, as stored; what is absent is as configured.</summary>
[GenerateSerializer, Immutable, Alias("members.SiteSettingsRecord")]
internal sealed record SiteSettingsRecord : VersionedRecord
{
    /// <summary>What happens to new registrations, for a silo that knows no doors.</summary>
    [Id(1)]
    public SignupApproval? SignupApproval { get; init; }

    /// <summary>Whether new members must verify their address.</summary>
    [Id(2)]
    public bool? RequireEmailVerification { get; init; }

    /// <summary>The other settings.</summary>
    [Id(3)]
    public SettingsChange? Changed { get; init; }

    /// <summary>The sign-up form; null before the first.</summary>
    [Id(4)]
    public SignupForm? Form { get; init; }

    /// <summary>The admission rules.</summary>
    [Id(5)]
    public ImmutableArray<AdmissionRule> Rules { get; init; } = [];

    /// <summary>Another one for each change of the form and the rules.</summary>
    [Id(6)]
    public Guid? Terms { get; init; }

    /// <inheritdoc/>
    public override int KnownSchema() => 1;
}
