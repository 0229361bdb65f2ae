using System.Collections.Immutable;
using System.Net;
using System.Text.Json;
using Members.Emails;
using Members.Grains.Storage;
using Members.Outcomes;
using Members.SignUp;

namespace Members.Grains.SignUp;

/// <summary>Who signs up, as far as rules look at it.</summary>
/// <param name="Email">The address.</param>
/// <param name="Network">The network address of the call, or the network; null if unknown.</param>
/// <param name="Invitation">The id of the invitation that is used.</param>
/// <param name="Answers">What was answered.</param>
internal sealed record Applicant(EmailAddress Email, IPAddress? Network, string? Invitation, ImmutableArray<Answer> Answers);

/// <summary>Which rules can be stored, and which one decides (admission, section 3).</summary>
internal static class RulesetRules
{
    /// <summary>The most rules of a site.</summary>
    public const int MostRules = 100;

    private const int MostText = 1000, MostName = 100, MostEntries = 1000;
    private const string AnyInvitation = "any";

    /// <summary>The first rule that applies; null when none does.</summary>
    public static AdmissionRule? Find(ImmutableArray<AdmissionRule> rules, Applicant applicant) =>
        rules.FirstOrDefault(r => Applies(r.When, applicant));

    /// <summary>Every rule that the rules of a site break.</summary>
    public static IEnumerable<Violation> Violations(ImmutableArray<AdmissionRule> rules, SignupForm form)
    {
        if (rules.Length > MostRules)
        {
            return [new("rules", "TOO_MANY", $"A site has at most {MostRules} rules.")];
        }

        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        return (JsonSerializer.SerializeToUtf8Bytes(rules, StoredJson.Options).Length > FormRules.MostBytes
                ? [new Violation("rules", "TOO_LONG", $"The rules have at most {FormRules.MostBytes / 1024} KB.")]
                : Array.Empty<Violation>())
            .Concat(rules.SelectMany((r, i) => Rule(r, form, $"rules[{i}]")))
            .Concat(rules.Select((r, i) => (r.Name, Path: $"rules[{i}].name")).Where(r => !names.Add(r.Name))
                .Select(r => new Violation(r.Path, "NOT_UNIQUE", $"Two rules are called '{r.Name}'.")));
    }

    /// <summary>The rules that read a field which a form does not have, as violations of the form.</summary>
    public static IEnumerable<Violation> Orphans(ImmutableArray<AdmissionRule> rules, SignupForm form) =>
        rules.Where(r => r.When.Answer is { } answer && Answer(answer, form, "").Any())
            .Select(r => new Violation(
                "fields", "FIELD_IN_USE", $"The rule '{r.Name}' reads the field '{r.When.Answer!.Key}', or an option of it."));

    private static bool Applies(RuleConditions when, Applicant applicant)
    {
        var domain = applicant.Email.Canonical[(applicant.Email.Canonical.LastIndexOf('@') + 1)..];
        return (when.DomainIs.IsEmpty || when.DomainIs.Any(d => Ascii(d) == domain))
            && (when.DomainEndsWith.IsEmpty || when.DomainEndsWith.Any(d => Ascii(d) is { } end && IsUnder(domain, end)))
            && (when.AddressIn.IsEmpty
                || when.AddressIn.Any(a => EmailAddress.TryParse(a, out var address) && IsSame(address, applicant.Email)))
            && (when.NetworkIn.IsEmpty || when.NetworkIn.Any(n => Contains(n, applicant.Network)))
            && (when.Invitation is not { } id || IsInvited(id, applicant.Invitation))
            && (when.Answer is not { } answer || Applies(answer, applicant.Answers));
    }

    private static bool Applies(AnswerCondition condition, ImmutableArray<Answer> answers) =>
        answers.FirstOrDefault(a => a.Key == condition.Key) is { } answer && AnswerValue.Texts(answer).Any(text =>
            condition.EqualTo is { Length: > 0 } whole
                ? text.Equals(whole, StringComparison.OrdinalIgnoreCase)
                : text.Contains(condition.Contains!, StringComparison.OrdinalIgnoreCase));

    private static bool IsUnder(string domain, string end) => domain == end || domain.EndsWith($".{end}", StringComparison.Ordinal);

    private static bool IsSame(EmailAddress one, EmailAddress other) => LoginKey.For(one).Value == LoginKey.For(other).Value;

    private static bool IsInvited(string wanted, string? invitation) => wanted == AnyInvitation
        ? invitation is not null
        : Guid.TryParse(wanted, out var id) && Guid.TryParse(invitation, out var used) && id == used;

    private static string? Ascii(string domain) => DomainName.TryToAscii(domain, out var ascii) ? ascii : null;

    private static bool Contains(string network, IPAddress? address) =>
        address is not null && IPNetwork.TryParse(network, out var parsed)
        && parsed.Contains(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address);

    private static IEnumerable<Violation> Rule(AdmissionRule rule, SignupForm form, string path)
    {
        var when = rule.When;
        return (string.IsNullOrWhiteSpace(rule.Name) ? [new Violation($"{path}.name", "REQUIRED", "A rule must have a name.")]
                : TextRules.Violations($"{path}.name", "name", rule.Name, MostName))
            .Concat(Each(when.DomainIs, $"{path}.when.domainIs", d => Ascii(d) is not null, "a domain such as example.org"))
            .Concat(Each(when.DomainEndsWith, $"{path}.when.domainEndsWith", d => Ascii(d) is not null, "a domain such as example.org"))
            .Concat(Each(when.AddressIn, $"{path}.when.addressIn", a => EmailAddress.TryParse(a, out _), "an e-mail address"))
            .Concat(Each(
                when.NetworkIn, $"{path}.when.networkIn", IsWide, "a /24 or wider such as 192.0.2.0/24, or a /48 such as 2001:db8::/48"))
            .Concat(when.Invitation is null or AnyInvitation || Guid.TryParse(when.Invitation, out _)
                ? [] : [new Violation($"{path}.when.invitation", "INVALID_ID", "It must be the id of an invitation, or any.")])
            .Concat(when.Answer is { } answer ? Answer(answer, form, $"{path}.when.answer") : [])
            .Concat(TextRules.Violations($"{path}.text", "text", rule.Text, MostText, hasLines: true));
    }

    private static IEnumerable<Violation> Each(ImmutableArray<string> values, string path, Func<string, bool> isRight, string wanted) =>
        values.Length > MostEntries ? [new(path, "TOO_MANY", $"A list has at most {MostEntries} entries.")]
        : values.Select((v, i) => (Value: v, Path: $"{path}[{i}]")).Where(v => !isRight(v.Value))
            .Select(v => new Violation(v.Path, "INVALID_VALUE", $"It must be {wanted}."));

    // Nothing finer than what an application keeps of where it came from.
    private static bool IsWide(string text) =>
        IPNetwork.TryParse(text, out var network)
        && network.PrefixLength <= (network.BaseAddress.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork ? 24 : 48);

    private static IEnumerable<Violation> Answer(AnswerCondition condition, SignupForm form, string path)
    {
        if (form.Fields.FirstOrDefault(f => f.Key == condition.Key) is not { } field)
        {
            return [new($"{path}.key", "UNKNOWN_FIELD", $"The form has no field '{condition.Key}'.")];
        }

        if (string.IsNullOrEmpty(condition.EqualTo) == string.IsNullOrEmpty(condition.Contains))
        {
            return [new(path, "INVALID_VALUE", "There must be either equals or contains.")];
        }

        var isChoice = field.Kind is FieldKind.Choice or FieldKind.Choices;
        return isChoice
            && condition.EqualTo is { } value
            && field.Options.All(o => !o.Value.Equals(value, StringComparison.OrdinalIgnoreCase))
            ? [new($"{path}.equals", "UNKNOWN_VALUE", $"The field '{condition.Key}' has no option '{value}'.")]
            : TextRules.Violations($"{path}.equals", "value", condition.EqualTo, MostText)
                .Concat(TextRules.Violations($"{path}.contains", "value", condition.Contains, MostText));
    }
}
