using System.Text.RegularExpressions;
using Members.SignUp;

namespace Members.Grains.SignUp;

/// <summary>The site's terms, with the patterns of the form ready to use.</summary>
internal sealed class CompiledTerms
{
    private readonly Dictionary<string, Regex> _patterns;

    public CompiledTerms(SignupTerms terms)
    {
        Terms = terms;
        _patterns = terms.Form.Fields.Where(f => f.Pattern is not null).ToDictionary(f => f.Key, f => FormPattern.Compile(f.Pattern!));
    }

    /// <summary>Of a site that asks nothing.</summary>
    public static CompiledTerms None { get; } = new(SignupTerms.None);

    public SignupTerms Terms { get; }

    /// <summary>The same without what is agreed to.</summary>
    public CompiledTerms WithoutConsents => field ??= new CompiledTerms(Terms with
    {
        Form = Terms.Form with { Fields = [.. Terms.Form.Fields.Where(f => f.Kind != FieldKind.Consent)] },
    });

    /// <summary>Whether a text is what the pattern of its field asks.</summary>
    public bool Matches(FormField field, string text) =>
        !_patterns.TryGetValue(field.Key, out var pattern) || FormPattern.Matches(pattern, text);
}
