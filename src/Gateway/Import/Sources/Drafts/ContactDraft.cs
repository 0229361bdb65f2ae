using System.Collections.Immutable;
using System.Text.Json;
using Members.Accounts;
using Members.Gateway.Import.Sources.Reading;

namespace Members.Gateway.Import.Sources.Drafts;

/// <summary>
/// What a member tells about themself, while their row is read. What breaks the rules of <see cref="ContactInfoRules"/> is left out and
/// noted: a member without a picture is better than no member.
/// </summary>
/// <param name="problems">The problems of the row.</param>
internal sealed class ContactDraft(RowProblems problems)
{
    private ContactInfo _info = ContactInfo.Empty;

    /// <summary>Whether a first or last name is known.</summary>
    public bool HasName => _info.FirstName is not null || _info.LastName is not null;

    public void TakeFirstName(string? text) => Take(text, t => _info with { FirstName = t }, t => new() { FirstName = t }, "first name");

    public void TakeLastName(string? text) => Take(text, t => _info with { LastName = t }, t => new() { LastName = t }, "last name");

    public void TakeNickname(string? text) => Take(text, t => _info with { Nickname = t }, t => new() { Nickname = t }, "nickname");

    public void TakePicture(string? text) => Take(text, t => _info with { Picture = t }, t => new() { Picture = t }, "picture");

    public void TakeLocale(string? text) =>
        Take(text?.Replace('_', '-'), t => _info with { Locale = t }, t => new() { Locale = t }, "language");

    /// <summary>Takes a whole name apart at its last space, unless the parts are known.</summary>
    public void TakeFullName(string? text)
    {
        if (text?.Trim() is not { Length: > 0 } name || HasName)
        {
            return;
        }

        var space = name.LastIndexOf(' ');
        TakeFirstName(space < 0 ? name : name[..space].TrimEnd());
        TakeLastName(space < 0 ? null : name[(space + 1)..]);
    }

    public void AddEmail(string? text) =>
        Add(text, _info.Emails, t => _info with { Emails = t }, t => new() { Emails = [t] }, "e-mail address");

    public void AddPhone(string? text) =>
        Add(text, _info.Phones, t => _info with { Phones = t }, t => new() { Phones = [t] }, "phone number");

    public void AddLabel(string? text) =>
        Add(text, _info.Labels, t => _info with { Labels = t }, t => new() { Labels = [t] }, "label");

    /// <summary>Adds the labels of a text that commas or semicolons part.</summary>
    public void AddLabels(string? text)
    {
        foreach (var label in Parts(text))
        {
            AddLabel(label);
        }
    }

    /// <summary>The parts of a text that commas or semicolons part.</summary>
    public static string[] Parts(string? text) =>
        text?.Split([',', ';'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];

    /// <summary>Adds a custom field with a text.</summary>
    public void AddCustom(string name, string? text)
    {
        if (!string.IsNullOrEmpty(text))
        {
            Add(new CustomField { Name = name, StrValue = text });
        }
    }

    /// <summary>Adds a custom field with a JSON value: a number as a number, a list of texts as one text, anything else as JSON.</summary>
    public void AddCustom(string name, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && double.IsFinite(number))
        {
            Add(new CustomField { Name = name, NumValue = number });
        }
        else
        {
            var isTexts = value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(v => v.ValueKind == JsonValueKind.String);
            AddCustom(name, isTexts ? string.Join("; ", value.EnumerateArray().Select(v => v.GetString())) : value.AsText());
        }
    }

    /// <summary>Adds each member of a JSON object as a custom field, but for those that are known.</summary>
    public void AddCustom(JsonElement members, IReadOnlySet<string> known)
    {
        foreach (var member in members.Members().Where(m => !known.Contains(m.Name)))
        {
            AddCustom(member.Name, member.Value);
        }
    }

    /// <summary>What was told.</summary>
    public ContactInfo Build() => _info;

    private void Add(CustomField field)
    {
        if (_info.CustomFields.Any(f => f.Name == field.Name))
        {
            return;
        }

        if (Fits(new ContactInfo { CustomFields = [field] }, "custom field") && HasRoom(_info.CustomFields.Length, "custom field"))
        {
            _info = _info with { CustomFields = _info.CustomFields.Add(field) };
        }
    }

    private void Take(string? text, Func<string, ContactInfo> with, Func<string, ContactInfo> alone, string what)
    {
        if (text?.Trim() is { Length: > 0 } value && Fits(alone(value), what))
        {
            _info = with(value);
        }
    }

    private void Add(
        string? text,
        ImmutableArray<string> list,
        Func<ImmutableArray<string>, ContactInfo> with,
        Func<string, ContactInfo> alone,
        string what)
    {
        if (text?.Trim() is { Length: > 0 } value && !list.Contains(value) && Fits(alone(value), what) && HasRoom(list.Length, what))
        {
            _info = with(list.Add(value));
        }
    }

    private bool Fits(ContactInfo alone, string what)
    {
        var violation = ContactInfoRules.Violations(alone).FirstOrDefault();
        if (violation is not null)
        {
            problems.Note(violation.Field, violation.Rule, $"The {what} is left out. {violation.Description}");
        }

        return violation is null;
    }

    private bool HasRoom(int count, string what)
    {
        if (count < ContactInfoRules.MaxEntries)
        {
            return true;
        }

        problems.Note(what, "TOO_MANY", $"The {what} is left out. At most {ContactInfoRules.MaxEntries} are kept.");
        return false;
    }
}
