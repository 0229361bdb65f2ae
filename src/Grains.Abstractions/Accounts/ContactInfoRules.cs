using System.Collections.Immutable;
using Members.Outcomes;

namespace Members.Accounts;

/// <summary>The limits of <see cref="ContactInfo"/>, which keep a member's record small (contract I16).</summary>
public static class ContactInfoRules
{
    /// <summary>The longest name, label or field name, in UTF-16 code units.</summary>
    public const int MaxName = 128;

    /// <summary>The longest picture address.</summary>
    public const int MaxUrl = 2048;

    /// <summary>The longest text of a custom field.</summary>
    public const int MaxText = 2000;

    /// <summary>The most entries of a list.</summary>
    public const int MaxEntries = 20;

    /// <summary>Every rule that the information breaks.</summary>
    public static IEnumerable<Violation> Violations(ContactInfo info)
    {
        ArgumentNullException.ThrowIfNull(info);
        return Text("firstName", info.FirstName, MaxName)
            .Concat(Text("lastName", info.LastName, MaxName))
            .Concat(Text("nickname", info.Nickname, MaxName))
            .Concat(Picture(info.Picture))
            .Concat(Text("locale", info.Locale, 35))
            .Concat(Texts("emails", info.Emails, 254))
            .Concat(Texts("phones", info.Phones, 50))
            .Concat(Texts("labels", info.Labels, MaxName))
            .Concat(Count("customFields", info.CustomFields.Length))
            .Concat(info.CustomFields.Take(MaxEntries).SelectMany(Field));
    }

    private static IEnumerable<Violation> Text(string field, string? text, int max) =>
        TextRules.Violations($"contactInfo.{field}", field, text, max);

    private static IEnumerable<Violation> Texts(string field, ImmutableArray<string> texts, int max) =>
        Count(field, texts.Length).Concat(texts.Take(MaxEntries).SelectMany(t => Text(field, t, max)));

    private static IEnumerable<Violation> Count(string field, int count)
    {
        if (count > MaxEntries)
        {
            yield return new($"contactInfo.{field}", "TOO_MANY", $"At most {MaxEntries} {field} are kept.");
        }
    }

    private static IEnumerable<Violation> Picture(string? picture)
    {
        if (picture is not null && (!Uri.TryCreate(picture, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https")))
        {
            yield return new("contactInfo.picture", "INVALID_URL", "The picture must be an http or https address.");
        }

        foreach (var violation in Text("picture", picture, MaxUrl))
        {
            yield return violation;
        }
    }

    private static IEnumerable<Violation> Field(CustomField field)
    {
        var values = (field.StrValue is null ? 0 : 1) + (field.NumValue is null ? 0 : 1) + (field.DateValue is null ? 0 : 1);
        if (values != 1)
        {
            yield return new(
                "contactInfo.customFields", "ONE_VALUE", "Each custom field has exactly one of strValue, numValue and dateValue.");
        }

        // JSON cannot represent these, so the record could not be stored. A request's 1e999 is parsed as infinity.
        if (field.NumValue is { } number && !double.IsFinite(number))
        {
            yield return new("contactInfo.customFields", "INVALID_NUMBER", "The numValue of a custom field must be a finite number.");
        }

        if (string.IsNullOrWhiteSpace(field.Name))
        {
            yield return new("contactInfo.customFields", "NAME_REQUIRED", "Each custom field needs a name.");
        }

        foreach (var violation in Text("customFields", field.Name, MaxName).Concat(Text("customFields", field.StrValue, MaxText)))
        {
            yield return violation;
        }
    }
}
