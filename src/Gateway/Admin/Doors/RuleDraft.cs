using System.Collections.Immutable;
using Members.Gateway.Admin.Drafts;
using Members.Gateway.Pages;
using Members.Gateway.SignUp;
using Members.SignUp;

namespace Members.Gateway.Admin.Doors;

/// <summary>A rule as it stands in a form, where a list has an entry a line.</summary>
internal sealed record RuleDraft
{
    public string Name { get; init; } = "";

    public string DomainIs { get; init; } = "";

    public string DomainEndsWith { get; init; } = "";

    public string AddressIn { get; init; } = "";

    public string NetworkIn { get; init; } = "";

    public string Invitation { get; init; } = "";

    /// <summary>The field of the sign-up form whose answer counts.</summary>
    public string Field { get; init; } = "";

    /// <summary>Whether a part of the answer is enough.</summary>
    public bool Contains { get; init; }

    public string Answer { get; init; } = "";

    public string Then { get; init; } = SignUpNames.Of(Admittance.Queue);

    public string Text { get; init; } = "";

    public static RuleDraft Of(AdmissionRule rule) => new()
    {
        Name = rule.Name,
        DomainIs = Lines(rule.When.DomainIs),
        DomainEndsWith = Lines(rule.When.DomainEndsWith),
        AddressIn = Lines(rule.When.AddressIn),
        NetworkIn = Lines(rule.When.NetworkIn),
        Invitation = rule.When.Invitation ?? "",
        Field = rule.When.Answer?.Key ?? "",
        Contains = string.IsNullOrEmpty(rule.When.Answer?.EqualTo) && rule.When.Answer?.Contains is not null,
        Answer = rule.When.Answer is { } answer ? (string.IsNullOrEmpty(answer.EqualTo) ? answer.Contains : answer.EqualTo) ?? "" : "",
        Then = SignUpNames.Of(rule.Then),
        Text = rule.Text ?? "",
    };

    /// <summary>Reads a rule of a form.</summary>
    /// <param name="form">The form.</param>
    /// <param name="at">What the names of its inputs begin with.</param>
    public static RuleDraft Read(IFormCollection form, string at) => new()
    {
        Name = form.Line($"{at}.name"),
        DomainIs = form.Lines($"{at}.domainIs"),
        DomainEndsWith = form.Lines($"{at}.domainEndsWith"),
        AddressIn = form.Lines($"{at}.addressIn"),
        NetworkIn = form.Lines($"{at}.networkIn"),
        Invitation = form.Line($"{at}.invitation"),
        Field = form.Line($"{at}.field"),
        Contains = form[$"{at}.match"] == "contains",
        Answer = form.Line($"{at}.answer"),
        Then = form.Line($"{at}.then"),
        Text = form.Lines($"{at}.text"),
    };

    /// <summary>The rule as the API takes it.</summary>
    public AdmissionRuleBody Body() => new(
        Name,
        new RuleConditionsBody(
            DraftLines.Of(DomainIs),
            DraftLines.Of(DomainEndsWith),
            DraftLines.Of(AddressIn),
            DraftLines.Of(NetworkIn),
            Invitation.Length == 0 ? null : Invitation,
            Field.Length + Answer.Length == 0 ? null : new(Field, Contains ? null : Answer, Contains ? Answer : null)),
        Then,
        Text.Length == 0 ? null : Text);

    /// <summary>What it asks for, by the keys of the texts.</summary>
    public IEnumerable<(string Key, string Value)> Conditions() => new[]
    {
        ("DomainIs", DomainIs), ("DomainEndsWith", DomainEndsWith), ("AddressIn", AddressIn), ("NetworkIn", NetworkIn),
        ("Invitation", Invitation), ("Answer", Field.Length == 0 ? "" : $"{Field} {(Contains ? "…" : "=")} {Answer}"),
    }.Where(c => c.Item2.Length > 0).Select(c => (c.Item1, c.Item2.Replace("\n", ", ", StringComparison.Ordinal)));

    private static string Lines(ImmutableArray<string> entries) => string.Join('\n', entries);
}
