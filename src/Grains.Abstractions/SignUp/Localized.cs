using System.Collections.Immutable;

namespace Members.SignUp;

/// <summary>Texts that a site has written in several languages.</summary>
public static class Localized
{
    /// <summary>The text in a language, or else in a wider one, the site's, or whichever there is.</summary>
    /// <param name="texts">The texts by language tag; null for none.</param>
    /// <param name="language">A language tag such as <c>de-AT</c>; null for the site's.</param>
    /// <param name="defaultLanguage">The site's.</param>
    public static string? Pick(ImmutableSortedDictionary<string, string>? texts, string? language, string defaultLanguage) =>
        texts is null ? null
        : Find(texts, language) ?? Find(texts, language?.Split('-')[0]) ?? Find(texts, defaultLanguage) ?? texts.Values.FirstOrDefault();

    private static string? Find(ImmutableSortedDictionary<string, string> texts, string? language) =>
        texts.FirstOrDefault(t => string.Equals(t.Key, language, StringComparison.OrdinalIgnoreCase)).Value;
}
