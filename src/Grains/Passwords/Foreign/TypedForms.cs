using Members.Secrets;

namespace Members.Grains.Passwords.Foreign;

/// <summary>
/// The texts that another site may have hashed for what somebody types. Few sites normalize, so what was typed comes first, and then the
/// form that is hashed here. For nearly all passwords both are the same.
/// </summary>
internal static class TypedForms
{
    public static IEnumerable<string> Of(PlainPassword password, HashSetting setting)
    {
        string[] forms = [password.RevealAsTyped(), password.Reveal()];
        return (setting.IgnoresSpacesAround ? [.. forms, .. forms.Select(f => f.Trim(' '))] : forms)
            .Where(f => f.Length > 0)
            .Distinct(StringComparer.Ordinal);
    }
}
