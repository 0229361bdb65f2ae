using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Members.Gateway.SignUp;

/// <summary>
/// What was typed into the sign-up page, not checked yet, to be put into the page again. The password is no part of it: it is never
/// put into a page.
/// </summary>
/// <param name="Email">The address.</param>
/// <param name="Invitation">The code of an invitation.</param>
/// <param name="Language">A language tag; null for the site's.</param>
/// <param name="Answers">The values of each field of the form.</param>
internal sealed partial record TypedSignUp(
    string Email, string Invitation, string? Language, ImmutableSortedDictionary<string, ImmutableArray<string>> Answers)
{
    private const string Prefix = "answers.";

    /// <summary>The verification of the address, once a code was mailed.</summary>
    public string? Verification { get; init; }

    /// <summary>The time at which the page was made.</summary>
    public string? Rendered { get; init; }

    /// <summary>The name of an input for an answer.</summary>
    public static string NameOf(string key) => Prefix + key;

    /// <summary>What the address of the page says.</summary>
    public static TypedSignUp Of(IQueryCollection query) => new(
        "",
        query["invitation"].ToString(),
        Tag(query["lang"].ToString()),
        ImmutableSortedDictionary<string, ImmutableArray<string>>.Empty);

    /// <summary>What the form says.</summary>
    public static TypedSignUp Of(IFormCollection form) => new(
        form["email"].ToString().Trim(),
        form["invitation"].ToString().Trim(),
        Tag(form["lang"].ToString()),
        form.Where(f => f.Key.StartsWith(Prefix, StringComparison.Ordinal)).ToImmutableSortedDictionary(
            f => f.Key[Prefix.Length..], f => f.Value.OfType<string>().Select(Lines).ToImmutableArray(), StringComparer.Ordinal))
    {
        Verification = form["verification"].ToString() is { Length: > 0 } verification ? verification : null,
        Rendered = form["rendered"].ToString(),
    };

    /// <summary>What was typed into a field.</summary>
    public ImmutableArray<string> ValuesOf(string key) => Answers.GetValueOrDefault(key, []);

    // Browsers send line breaks as two characters, which they count as one.
    private static string Lines(string text) => text.ReplaceLineEndings("\n");

    // It becomes the member's locale, so what is none is left out instead of refused: nobody has typed it.
    private static string? Tag(string text) => text.Length <= 35 && LanguageTag().IsMatch(text) ? text : null;

    [GeneratedRegex(@"\A[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,3}\z", RegexOptions.CultureInvariant)]
    private static partial Regex LanguageTag();
}
