using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Members.Gateway.Admin.FormEditor;

/// <summary>A text in the languages of a form, as it stands in inputs.</summary>
internal static partial class LocalTexts
{
    /// <summary>Reads a text of a form, an input a language; what is empty is not there.</summary>
    public static ImmutableSortedDictionary<string, string> Read(IFormCollection form, string name, IReadOnlyList<string> languages) =>
        languages.Select(l => KeyValuePair.Create(l, form[$"{name}.{l}"].ToString().ReplaceLineEndings("\n").Trim()))
            .Where(t => t.Value.Length > 0)
            .ToImmutableSortedDictionary(StringComparer.Ordinal);

    /// <summary>The text as the API takes it; null for none.</summary>
    public static IReadOnlyDictionary<string, string?>? Body(ImmutableSortedDictionary<string, string> texts) =>
        texts.IsEmpty ? null : texts.ToImmutableSortedDictionary(t => t.Key, t => (string?)t.Value);

    /// <summary>Whether the names of inputs may end in a language.</summary>
    public static bool IsLanguage(string tag) => Tag().IsMatch(tag);

    /// <summary>A language as those call it who speak it.</summary>
    public static string NameOf(string tag)
    {
        try
        {
            return CultureInfo.GetCultureInfo(tag, predefinedOnly: true).NativeName;
        }
        catch (CultureNotFoundException)
        {
            return tag;
        }
    }

    [GeneratedRegex(@"\A[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,3}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Tag();
}
