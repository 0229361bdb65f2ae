using System.ComponentModel.DataAnnotations;
using Members.Admission;
using Members.Gateway.Authentication;
using Members.SignUp;

namespace Members.Gateway.SignUp;

/// <summary>A rule of who gets in.</summary>
internal sealed record AdmissionRuleBody(
    [property: Required] string? Name, RuleConditionsBody? When, [property: Required] string? Then, string? Text) : StrictBody
{
    public static AdmissionRuleBody Of(AdmissionRule rule) =>
        new(rule.Name, RuleConditionsBody.Of(rule.When), SignUpNames.Of(rule.Then), rule.Text);

    public AdmissionRule Read(string path, RequestReader reader)
    {
        RefuseUnknown(path, reader);
        var when = When?.Read($"{path}.when", reader) ?? new RuleConditions();
        return new(Name ?? "", when, SignUpNames.Then(Then, $"{path}.then", reader), Text);
    }
}

/// <summary>When a rule applies.</summary>
internal sealed record RuleConditionsBody(
    IReadOnlyList<string?>? DomainIs = null,
    IReadOnlyList<string?>? DomainEndsWith = null,
    IReadOnlyList<string?>? AddressIn = null,
    IReadOnlyList<string?>? NetworkIn = null,
    string? Invitation = null,
    AnswerConditionBody? Answer = null) : StrictBody
{
    public static RuleConditionsBody Of(RuleConditions when) => new(
        when.DomainIs.IsEmpty ? null : when.DomainIs,
        when.DomainEndsWith.IsEmpty ? null : when.DomainEndsWith,
        when.AddressIn.IsEmpty ? null : when.AddressIn,
        when.NetworkIn.IsEmpty ? null : when.NetworkIn,
        when.Invitation,
        when.Answer is { } answer ? new(answer.Key, answer.EqualTo, answer.Contains) : null);

    public RuleConditions Read(string path, RequestReader reader)
    {
        RefuseUnknown(path, reader);
        return new RuleConditions
        {
            DomainIs = [.. (DomainIs ?? []).Select(t => t ?? "")],
            DomainEndsWith = [.. (DomainEndsWith ?? []).Select(t => t ?? "")],
            AddressIn = [.. (AddressIn ?? []).Select(t => t ?? "")],
            NetworkIn = [.. (NetworkIn ?? []).Select(t => t ?? "")],
            Invitation = Invitation,
            Answer = Answer?.Read($"{path}.answer", reader),
        };
    }
}

/// <summary>What an answer must be: either of the two.</summary>
internal sealed record AnswerConditionBody(
    [property: Required] string? Key,
    [property: System.Text.Json.Serialization.JsonPropertyName("equals")] string? EqualTo,
    string? Contains) : StrictBody
{
    public AnswerCondition Read(string path, RequestReader reader)
    {
        RefuseUnknown(path, reader);
        return new(Key ?? "", EqualTo, Contains);
    }
}

/// <summary>The body of new rules, and of a draft.</summary>
internal sealed record RulesRequest([property: Required] IReadOnlyList<AdmissionRuleBody?>? Rules);

/// <summary>A response with the rules.</summary>
internal sealed record RulesAnswer(IReadOnlyList<AdmissionRuleBody> Rules)
{
    public static RulesAnswer Of(IEnumerable<AdmissionRule> rules) => new([.. rules.Select(AdmissionRuleBody.Of)]);
}

/// <summary>What a draft would have made of the last applications.</summary>
internal sealed record RuleTrialAnswer(int Tried, int Changed, IReadOnlyList<TriedApplicationBody> Results)
{
    public static RuleTrialAnswer Of(RuleTrial trial) => new(
        trial.Tried,
        trial.Results.Length,
        [.. trial.Results.Select(r => new TriedApplicationBody(
            r.Member, r.Email, SignUpNames.Of(r.Before), SignUpNames.Of(r.After), r.Rule))]);
}

/// <summary>An application of which a draft would make something else.</summary>
internal sealed record TriedApplicationBody(Guid Id, string Email, string Before, string After, string? Rule);
