using System.Globalization;
using Members.Accounts;
using Members.Emails;
using Members.Gateway.Json;
using Members.Outcomes;
using Members.Secrets;

namespace Members.Gateway.Authentication;

/// <summary>Reads the fields of a request and collects everything that is wrong with them.</summary>
internal sealed class RequestReader
{
    private readonly List<Violation> _violations = [];

    public IReadOnlyList<Violation> Violations => _violations;

    public bool Succeeded => _violations.Count == 0;

    /// <summary>The violations as a refusal.</summary>
    public Refusal.Invalid Refusal => new([.. _violations]);

    public EmailAddress Email(string? text, string field)
    {
        if (EmailAddress.TryParse(text, out var address))
        {
            return address;
        }

        Add(field, text is null ? "REQUIRED" : "INVALID_EMAIL", $"The {field} must be an e-mail address such as ann@example.com.", "EMAIL");
        return null!;
    }

    public PlainPassword Password(string? text, string field)
    {
        if (PlainPassword.TryParse(text, out var password))
        {
            return password;
        }

        var rule = string.IsNullOrEmpty(text) ? "REQUIRED" : "INVALID_CHARACTER";
        Add(field, rule, $"The {field} must be a text of printable characters.");
        return null!;
    }

    public Guid Id(string? text, string field)
    {
        if (Ids.TryParse(text, out var id))
        {
            return id;
        }

        Add(field, "INVALID_ID", $"The {field} must be a GUID such as 6f9619ff-8b86-d011-b42d-00c04fc964ff.");
        return default;
    }

    public ProfilePrivacy Privacy(string? text, string field)
    {
        if (PrivacyNames.Find(text) is { } privacy)
        {
            return privacy;
        }

        AddUnknownValue(field, PrivacyNames.All);
        return default;
    }

    /// <summary>How many entries to list.</summary>
    /// <param name="text">The parameter; null for the default.</param>
    /// <param name="byDefault">The number when none is given.</param>
    /// <param name="max">The largest number allowed.</param>
    public int Limit(string? text, int byDefault, int max)
    {
        if (text is null)
        {
            return byDefault;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit >= 1 && limit <= max)
        {
            return limit;
        }

        Add("limit", "OUT_OF_RANGE", $"The limit must be between 1 and {max}.");
        return byDefault;
    }

    /// <summary>Adds the violation of naming a value that there is not.</summary>
    public void AddUnknownValue(string field, IReadOnlyList<string> values) =>
        Add(field, "UNKNOWN_VALUE", $"The {field} must be {string.Join(", ", values.SkipLast(1))} or {values[^1]}.");

    public void Add(string field, string rule, string description, string? kind = null) =>
        _violations.Add(new Violation(field, rule, description, kind));

    public void Add(IEnumerable<Violation> violations) => _violations.AddRange(violations);
}
