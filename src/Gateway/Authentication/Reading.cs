using Members.Accounts;
using Members.Emails;
using Members.Gateway.Json;
using Members.Outcomes;
using Members.Secrets;

namespace Members.Gateway.Authentication;

/// <summary>Reads fields of a request and collects what is wrong with them.</summary>
internal sealed class Reading
{
    private readonly List<Violation> _violations = [];

    /// <summary>What was wrong; empty when nothing was.</summary>
    public IReadOnlyList<Violation> Violations => _violations;

    /// <summary>Whether nothing was wrong.</summary>
    public bool Succeeded => _violations.Count == 0;

    /// <summary>An e-mail address.</summary>
    public EmailAddress Email(string? text, string field)
    {
        if (EmailAddress.TryParse(text, out var address))
        {
            return address;
        }

        Add(field, text is null ? "REQUIRED" : "INVALID_EMAIL", $"The {field} must be an e-mail address such as ann@example.com.", "EMAIL");
        return null!;
    }

    /// <summary>A password.</summary>
    public PlainPassword Password(string? text, string field)
    {
        if (PlainPassword.TryParse(text, out var password))
        {
            return password;
        }

        Add(field, string.IsNullOrEmpty(text) ? "REQUIRED" : "INVALID_CHARACTER", $"The {field} must be a text of printable characters.");
        return null!;
    }

    /// <summary>An id.</summary>
    public Guid Id(string? text, string field)
    {
        if (Ids.TryParse(text, out var id))
        {
            return id;
        }

        Add(field, "INVALID_ID", $"The {field} must be a GUID such as 6f9619ff-8b86-d011-b42d-00c04fc964ff.");
        return default;
    }

    /// <summary>Who may see a profile.</summary>
    public ProfilePrivacy Privacy(string? text, string field)
    {
        if (PrivacyNames.Find(text) is { } privacy)
        {
            return privacy;
        }

        _violations.Add(UnknownValue(field, PrivacyNames.All));
        return default;
    }

    /// <summary>The violation of naming none of the values that there are.</summary>
    public static Violation UnknownValue(string field, IReadOnlyList<string> values) =>
        new(field, "UNKNOWN_VALUE", $"The {field} must be {string.Join(", ", values.SkipLast(1))} or {values[^1]}.");

    /// <summary>A violation of a rule that the caller checks.</summary>
    public void Add(string field, string rule, string description, string? kind = null) => _violations.Add(new Violation(field, rule, description, kind));

    /// <summary>Violations that a rule found.</summary>
    public void Add(IEnumerable<Violation> violations) => _violations.AddRange(violations);
}
