using System.Globalization;
using System.Text.RegularExpressions;
using Members.Outcomes;
using Microsoft.Extensions.Localization;

namespace Members.Gateway.Admin.Drafts;

/// <summary>What is wrong with a draft, by the path of the part that it is about, as the API names it.</summary>
/// <param name="Violations">Every rule that it breaks.</param>
internal sealed partial record DraftFaults(IReadOnlyList<Violation> Violations)
{
    /// <summary>The rule of a draft that was made of what somebody else has changed meanwhile.</summary>
    public const string ChangedMeanwhile = "CHANGED_MEANWHILE";

    public static DraftFaults None { get; } = new([]);

    /// <summary>Whether there are any.</summary>
    public bool Any => Violations.Count > 0;

    /// <summary>Whether somebody else has changed meanwhile what the draft was made of.</summary>
    public bool IsOutdated => Violations.Any(v => v.Rule == ChangedMeanwhile);

    /// <summary>The HTTP status of the page that shows them.</summary>
    public int Status => IsOutdated ? StatusCodes.Status409Conflict : Any ? StatusCodes.Status400BadRequest : StatusCodes.Status200OK;

    public static DraftFaults Of(Refusal refusal) => new(refusal.Entry.Violations ?? [new("", "REFUSED", refusal.Entry.Api.Detail)]);

    /// <summary>Whether something is wrong below a path.</summary>
    public bool Has(string path) => Violations.Any(v => IsAt(v, path));

    /// <summary>What is wrong with one part, in words; null when nothing is.</summary>
    public string? At(string path, IStringLocalizer<FaultTexts> text) => Words(Violations.Where(v => IsAt(v, path)), text);

    /// <summary>What is wrong with a part itself, and with none of its own parts; null when nothing is.</summary>
    public string? Exactly(string path, IStringLocalizer<FaultTexts> text) => Words(Violations.Where(v => v.Field == path), text);

    /// <summary>What is wrong with the whole: what is about none of its parts.</summary>
    /// <param name="parts">What the paths of parts begin with.</param>
    /// <param name="text">The texts.</param>
    public string? Whole(string parts, IStringLocalizer<FaultTexts> text) =>
        Words(Violations.Where(v => v.Rule != ChangedMeanwhile && !v.Field.StartsWith(parts, StringComparison.Ordinal)), text);

    private static bool IsAt(Violation violation, string path) =>
        violation.Field == path
        || (violation.Field.StartsWith(path, StringComparison.Ordinal) && violation.Field[path.Length] is '.' or '[');

    private static string? Words(IEnumerable<Violation> violations, IStringLocalizer<FaultTexts> text) =>
        string.Join(' ', violations.Select(v => Line(v, text)).Distinct()) is { Length: > 0 } words ? words : null;

    private static string Line(Violation violation, IStringLocalizer<FaultTexts> text)
    {
        var own = text[$"{violation.Rule}_{violation.Field.Split('.')[^1]}", violation.Description];
        var found = own.ResourceNotFound ? text[violation.Rule, violation.Description] : own;
        var words = found.ResourceNotFound ? violation.Description : found.Value;
        var index = LastIndex().Match(violation.Field);
        return index.Success
            ? $"{text["Line", int.Parse(index.Groups[1].ValueSpan, CultureInfo.InvariantCulture) + 1]} {words}"
            : words;
    }

    [GeneratedRegex(@"\[([0-9]{1,4})\]\z", RegexOptions.CultureInvariant)]
    private static partial Regex LastIndex();
}
