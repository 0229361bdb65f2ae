using System.Collections.Immutable;

namespace Members.Grains.Passwords;

/// <summary>Names of the site, which make bad passwords. The host gives them, as the grains do not know them.</summary>
/// <param name="Texts">Such as the site's name and the host of its address.</param>
internal sealed record SiteWords(ImmutableArray<string> Texts)
{
    /// <summary>No names.</summary>
    public static readonly SiteWords None = new([]);
}
