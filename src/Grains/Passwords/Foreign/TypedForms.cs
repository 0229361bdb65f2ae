using System.Text;
using Members.Secrets;

namespace Members.Grains.Passwords.Foreign;

/// <summary>
/// The texts that another site may have hashed for what somebody types. Few sites normalize, so what was typed comes first, and then the
/// form that is hashed here. For nearly all passwords both are the same.
/// </summary>
internal static class TypedForms
{
    /// <summary>The first form that matches; null when none does.</summary>
    public static MatchedPassword? Match(PlainPassword password, HashSetting setting, Func<string, bool> matches) =>
        Of(password, setting).FirstOrDefault(matches) is { } form
            ? new(PlainPassword.Parse(form), setting.MostBytes is not { } most || Encoding.UTF8.GetByteCount(form) <= most)
            : null;

    private static IEnumerable<string> Of(PlainPassword password, HashSetting setting)
    {
        string[] forms = [password.RevealAsTyped(), password.Reveal()];
        return (setting.IgnoresSpacesAround ? [.. forms, .. forms.Select(f => f.Trim(' '))] : forms)
            .Where(f => f.Length > 0)
            .Distinct(StringComparer.Ordinal);
    }
}
