using System.Globalization;
using System.Reflection;
using System.Resources;
using System.Text.RegularExpressions;
using Members.Gateway.Pages;

namespace Members.Tests.Http.Pages;

/// <summary>The texts of the pages: what is said in one language is said in all, and what a view asks for is there.</summary>
public sealed partial class PageTextsTests
{
    private static readonly string[] Forms = ["zero", "one", "two", "few", "many", "other"];

    private static readonly Assembly Gateway = typeof(PageTexts).Assembly;

    private static IEnumerable<string> FileNames =>
        Gateway.GetManifestResourceNames().Where(n => n.EndsWith("Texts.resources", StringComparison.Ordinal)).Select(n => n[..^10]);

    public static TheoryData<string> Files => [.. FileNames];

    public static TheoryData<string> Views => [.. System.IO.Directory
        .EnumerateFiles(Path.Combine(Repository.Root, "src", "Gateway"), "*.razor", SearchOption.AllDirectories)
        .Where(f => !f.Contains("/obj/", StringComparison.Ordinal))
        .Select(f => Path.GetRelativePath(Repository.Root, f))];

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_language_says_the_same(string file)
    {
        Assert.NotNull(Gateway.GetType(file)); // by it the texts are found
        var english = Texts(file, CultureInfo.InvariantCulture);
        foreach (var language in PageLanguages.Known.Where(l => l.Name != "en"))
        {
            var texts = Texts(file, language);
            Assert.Equal(Names(english), Names(texts));
            foreach (var (key, text) in texts)
            {
                var name = NameOf(key);
                var original = english.GetValueOrDefault(key) ?? english[name + "_other"];
                Assert.False(string.IsNullOrWhiteSpace(text), $"{file}, {language}: {key} is empty.");
                Assert.True(
                    key != name || Placeholders(original).SetEquals(Placeholders(text)),
                    $"{file}, {language}: {key} does not name what the English text names.");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_count_has_the_forms_of_its_language(string file)
    {
        foreach (var language in PageLanguages.Known)
        {
            var texts = Texts(file, language.Name == "en" ? CultureInfo.InvariantCulture : language);
            var expected = Enumerable.Range(0, 200).Select(n => PluralForms.Of(n, language)).ToHashSet();
            foreach (var name in texts.Keys.Where(k => k != NameOf(k)).Select(NameOf).Distinct())
            {
                Assert.All(expected, form => Assert.True(
                    texts.ContainsKey($"{name}_{form}"), $"{file}, {language}: {name}_{form} is missing."));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Views))]
    public void Every_text_that_a_view_shows_is_there(string view)
    {
        var source = File.ReadAllText(Path.Combine(Repository.Root, view));
        foreach (Match injected in Injection().Matches(source))
        {
            var type = injected.Groups["type"].Value;
            var file = Assert.Single(FileNames, f => f.EndsWith("." + type, StringComparison.Ordinal));
            var names = Names(Texts(file, CultureInfo.InvariantCulture));
            var shown = Regex.Matches(source, $@"\b{injected.Groups["name"].Value}(\[|\.Count\()""(?<key>\w+)""");
            Assert.All(shown.Select(m => m.Groups["key"].Value), key => Assert.True(names.Contains(key), $"{view} shows {type}.{key}."));
        }
    }

    private static Dictionary<string, string> Texts(string file, CultureInfo language) =>
        new ResourceManager(file, Gateway).GetResourceSet(language, createIfNotExists: true, tryParents: false)!
            .Cast<System.Collections.DictionaryEntry>().ToDictionary(e => (string)e.Key, e => (string)e.Value!, StringComparer.Ordinal);

    private static SortedSet<string> Names(Dictionary<string, string> texts) => new(texts.Keys.Select(NameOf), StringComparer.Ordinal);

    private static string NameOf(string key) => Forms.FirstOrDefault(f => key.EndsWith("_" + f, StringComparison.Ordinal)) is { } form
        ? key[..^(form.Length + 1)]
        : key;

    private static HashSet<string> Placeholders(string text) => [.. Placeholder().Matches(text).Select(m => m.Value)];

    [GeneratedRegex(@"@inject IStringLocalizer<(?<type>\w+)> (?<name>\w+)")]
    private static partial Regex Injection();

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Placeholder();
}
