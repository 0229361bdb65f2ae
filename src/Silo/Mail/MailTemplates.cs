using System.Collections.Concurrent;
using System.Globalization;
using Members.Grains.Mail;
using Microsoft.Extensions.Options;

namespace Members.Silo.Mail;

/// <summary>
/// The wording of mails by language: that of the program, in English and German, with the operator's folder over it. A file there takes
/// the place of the one of the same name; a new language must have all of them.
/// </summary>
internal sealed class MailTemplates(IOptions<MailOptions> options)
{
    /// <summary>The file with the words of durations and the form of dates.</summary>
    public const string Words = "words.json";

    private const string LastResort = "en";
    private static readonly string[] BuiltIn = ["de", LastResort];

    // Read at the first mail of a kind: the parser takes longer to make than the rest of mail, and a start need not wait for it.
    private readonly ConcurrentDictionary<(string Language, MailKind Kind), MailTemplate> _templates = new();
    private readonly ConcurrentDictionary<string, MailWords> _words = new();

    /// <summary>The languages that there are templates for.</summary>
    public IReadOnlyList<string> Languages { get; } =
        [.. BuiltIn.Concat(FoldersOf(options.Value)).Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.Ordinal)];

    /// <summary>The names of the files of a language.</summary>
    public static IEnumerable<string> Files { get; } =
    [
        Words,
        .. Enum.GetValues<MailKind>().SelectMany(k => MailTemplate.Parts.Select(p => MailTemplate.File(MailFormat.Of(k).Template, p))),
    ];

    /// <summary>The first language that there are templates for.</summary>
    /// <param name="wanted">Language tags with commas, the best first; null for none.</param>
    public string Language(string? wanted) => (wanted ?? "").Split(',')
        .SelectMany(tag => new[] { tag.Trim(), tag.Trim().Split('-')[0] })
        .Select(tag => Languages.FirstOrDefault(l => l.Equals(tag, StringComparison.OrdinalIgnoreCase)))
        .FirstOrDefault(found => found is not null) ?? LastResort;

    /// <summary>The wording of a kind of mail.</summary>
    public MailTemplate Of(MailKind kind, string language) => _templates.GetOrAdd(
        (language, kind), key => new MailTemplate(MailFormat.Of(key.Kind).Template, file => Read(key.Language, file)));

    /// <summary>The words of durations and dates.</summary>
    public MailWords WordsOf(string language) =>
        _words.GetOrAdd(language, l => MailWords.Parse(Read(l, Words), CultureInfo.GetCultureInfo(l)));

    /// <summary>What is wrong with the operator's folder; nothing without one.</summary>
    public static IEnumerable<string> Faults(MailOptions options)
    {
        if (string.IsNullOrEmpty(options.Templates))
        {
            return [];
        }

        return !System.IO.Directory.Exists(options.Templates)
            ? [$"Templates names '{options.Templates}', which is no folder."]
            : FoldersOf(options).SelectMany(language => Faults(options.Templates, language));
    }

    private static IEnumerable<string> Faults(string folder, string language)
    {
        if (!IsLanguage(language))
        {
            yield return $"Templates has the folder '{language}', which is no language tag such as fr or pt-BR.";
            yield break;
        }

        var present = System.IO.Directory.GetFiles(Path.Combine(folder, language)).Select(f => Path.GetFileName(f)!).ToList();
        foreach (var unknown in present.Except(Files, StringComparer.Ordinal))
        {
            yield return $"Templates has the file '{language}/{unknown}', which is of no mail.";
        }

        foreach (var missing in BuiltIn.Contains(language) ? [] : Files.Except(present, StringComparer.Ordinal))
        {
            yield return $"Templates has no file '{language}/{missing}': a new language must have all of them.";
        }

        foreach (var file in present.Intersect(Files, StringComparer.Ordinal))
        {
            var text = File.ReadAllText(Path.Combine(folder, language, file));
            if ((file == Words ? MailWords.Fault(text) : MailTemplate.Fault(text)) is { } fault)
            {
                yield return $"Templates cannot use '{language}/{file}': {fault}";
            }
        }
    }

    private static IEnumerable<string> FoldersOf(MailOptions options) =>
        !string.IsNullOrEmpty(options.Templates) && System.IO.Directory.Exists(options.Templates)
            ? System.IO.Directory.GetDirectories(options.Templates).Select(d => Path.GetFileName(d)!)
            : [];

    private static bool IsLanguage(string name) =>
        name.Length is >= 2 and <= 35 && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '-') && char.IsAsciiLetter(name[0]);

    private string Read(string language, string file)
    {
        var path = string.IsNullOrEmpty(options.Value.Templates) ? null : Path.Combine(options.Value.Templates, language, file);
        if (path is not null && File.Exists(path))
        {
            return File.ReadAllText(path);
        }

        var resource = $"Members.Silo.Mail.{language}/{file}";
        using var stream = typeof(MailTemplates).Assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"The mail template {resource} is missing.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
