using System.Collections.Immutable;

namespace Members.Settings;

/// <summary>Where the settings come from.</summary>
/// <param name="Started">What the site was started with.</param>
/// <param name="Changed">The names, as in the API, of those that were changed while it ran.</param>
/// <param name="Bounds">Within what numbers and durations must be, by name.</param>
[GenerateSerializer, Immutable, Alias("members.SettingOrigins")]
public sealed record SettingOrigins(
    SignupPolicy Started, ImmutableHashSet<string> Changed, ImmutableSortedDictionary<string, SettingBounds> Bounds);

/// <summary>Within what a setting must be, as texts of the invariant culture.</summary>
/// <param name="Min">The least value.</param>
/// <param name="Max">The greatest value.</param>
[GenerateSerializer, Immutable, Alias("members.SettingBounds")]
public sealed record SettingBounds(string Min, string Max);
