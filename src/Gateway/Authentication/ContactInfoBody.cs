using Members.Accounts;
using Members.Gateway.Json;

namespace Members.Gateway.Authentication;

/// <summary>What people say about themselves.</summary>
internal sealed record ContactInfoBody(
    string? FirstName = null,
    string? LastName = null,
    string? Picture = null,
    IReadOnlyList<string?>? Emails = null,
    IReadOnlyList<string?>? Phones = null,
    IReadOnlyList<string?>? Labels = null,
    string? Locale = null,
    IReadOnlyList<CustomFieldBody?>? CustomFields = null,
    string? Nickname = null)
{
    public static ContactInfo Read(ContactInfoBody? body, RequestReader reader)
    {
        if (body is null)
        {
            return ContactInfo.Empty;
        }

        var contact = new ContactInfo
        {
            FirstName = body.FirstName,
            LastName = body.LastName,
            Picture = body.Picture,
            Locale = body.Locale,
            Nickname = body.Nickname,
            Emails = [.. body.Emails?.OfType<string>() ?? []],
            Phones = [.. body.Phones?.OfType<string>() ?? []],
            Labels = [.. body.Labels?.OfType<string>() ?? []],
            CustomFields = [.. (body.CustomFields ?? []).OfType<CustomFieldBody>().Select(f => new CustomField
            {
                Name = f.Name ?? "",
                StrValue = f.StrValue,
                NumValue = f.NumValue,
                DateValue = f.DateValue,
            })],
        };
        reader.Add(ContactInfoRules.Violations(contact));
        return contact;
    }
}
