using System.Collections.Immutable;
using System.Net;
using System.Text.Json;
using Members.Grains.SignUp;
using Members.Grains.Storage;
using Members.SignUp;

namespace Members.Tests.Unit.SignUp;

/// <summary>Which rule decides about whom, and which rules are stored.</summary>
public sealed class RulesetRulesTests
{
    private static readonly string Invitation = $"{Make.Id(0xabc)}";
    private static readonly FormField Choice = Forms.Field(FieldKind.Choices), Text = Forms.Field(FieldKind.LongText, "text");
    private static readonly SignupForm Form = Forms.Form(Choice, Text);

    [Theory]
    [InlineData("example.org", "ann@example.org", true)]
    [InlineData("EXAMPLE.org", "Ann@Example.ORG", true)]
    [InlineData("example.org", "ann@sub.example.org", false)]
    [InlineData("example.org", "ann@evilexample.org", false)]
    [InlineData("example.org", "ann@example.org.evil.com", false)]
    [InlineData("bücher.example", "ann@xn--bcher-kva.example", true)]
    [InlineData("xn--bcher-kva.example", "ann@BÜCHER.example", true)]
    public void A_domain_is_the_whole_one(string domain, string email, bool applies) =>
        Assert.Equal(applies, Applies(new() { DomainIs = ["other.org", domain] }, Applicant(email)));

    [Theory]
    [InlineData("example.org", "ann@example.org", true)]
    [InlineData("Example.org", "ann@a.B.EXAMPLE.org", true)]
    [InlineData("example.org", "ann@evilexample.org", false)]
    [InlineData("example.org", "ann@example.org.evil.com", false)]
    [InlineData("sub.example.org", "ann@example.org", false)]
    [InlineData("bücher.example", "ann@sub.bücher.example", true)]
    public void The_end_of_a_domain_is_made_of_whole_labels(string end, string email, bool applies) =>
        Assert.Equal(applies, Applies(new() { DomainEndsWith = ["other.org", end] }, Applicant(email)));

    [Theory]
    [InlineData("ann@example.org", "ANN@EXAMPLE.ORG", true)]
    [InlineData("ANN@bücher.example", "ann@xn--bcher-kva.example", true)]
    [InlineData("ann@example.org", "ann+x@example.org", false)]
    [InlineData("ann@example.org", "joann@example.org", false)]
    public void An_address_is_the_whole_one(string address, string email, bool applies) =>
        Assert.Equal(applies, Applies(new() { AddressIn = ["bob@example.org", address] }, Applicant(email)));

    [Theory]
    [InlineData("192.0.2.0/24", "192.0.2.0", true)]
    [InlineData("192.0.2.0/24", "192.0.2.255", true)]
    [InlineData("192.0.2.0/24", "192.0.3.0", false)]
    [InlineData("192.0.2.1/24", "192.0.2.0", true)]
    [InlineData("192.0.2.1/24", "192.0.3.1", false)]
    [InlineData("192.0.2.0/24", "::ffff:192.0.2.7", true)]
    [InlineData("192.0.2.0/24", "::ffff:192.0.3.7", false)]
    [InlineData("192.0.2.0/24", "2001:db8::1", false)]
    [InlineData("2001:db8::/48", "2001:db8::ffff", true)]
    [InlineData("2001:db8::/48", "2001:db8:1::", false)]
    [InlineData("2001:db8::/32", "2001:DB8:ffff::1", true)]
    [InlineData("::/0", "192.0.2.7", false)]
    [InlineData("0.0.0.0/0", "198.51.100.1", true)]
    [InlineData("0.0.0.0/0", null, false)]
    public void A_network_holds_its_addresses(string network, string? address, bool applies) => Assert.Equal(
        applies,
        Applies(
            new() { NetworkIn = ["198.18.0.0/15", network] },
            Applicant() with { Network = address is null ? null : IPAddress.Parse(address) }));

    [Fact]
    public void An_invitation_is_a_certain_one_or_any()
    {
        var (invited, other) = (Applicant() with { Invitation = Invitation }, Applicant() with { Invitation = $"{Make.Id(2)}" });

        Assert.True(Applies(new() { Invitation = Invitation }, invited));
        Assert.True(Applies(new() { Invitation = Invitation.ToUpperInvariant() }, invited));
        Assert.False(Applies(new() { Invitation = Invitation }, other));
        Assert.False(Applies(new() { Invitation = Invitation }, Applicant()));
        Assert.True(Applies(new() { Invitation = "any" }, other));
        Assert.False(Applies(new() { Invitation = "any" }, Applicant()));
    }

    [Theory]
    [InlineData("key", "B", null, true)]
    [InlineData("key", "c", null, false)]
    [InlineData("text", "the CLUB of bern", null, true)]
    [InlineData("text", "club", null, false)]
    [InlineData("text", null, "cLuB", true)]
    [InlineData("text", null, "clubs", false)]
    [InlineData("text", "", "club", true)]
    [InlineData("none", "b", null, false)]
    public void An_answer_is_equal_or_contains_something_and_of_several_choices_one_is_enough(
        string key, string? equals, string? contains, bool applies)
    {
        var applicant = Applicant() with
        {
            Answers = [Forms.Answer("[\"a\",\"b\"]", FieldKind.Choices), Forms.Answer("\"The Club of Bern\"", key: "text")],
        };

        Assert.Equal(applies, Applies(new() { Answer = new(key, equals, contains) }, applicant));
    }

    [Fact]
    public void All_conditions_must_hold_and_none_applies_to_everybody()
    {
        var when = new RuleConditions { DomainIs = ["example.org"], AddressIn = ["ann@example.org"], Invitation = "any" };

        Assert.True(Applies(when, Applicant() with { Invitation = Invitation }));
        Assert.False(Applies(when, Applicant()));
        Assert.False(Applies(when, Applicant("bob@example.org") with { Invitation = Invitation }));
        Assert.True(Applies(new(), Applicant()));
    }

    [Fact]
    public void The_first_rule_that_applies_decides()
    {
        ImmutableArray<AdmissionRule> rules = [
            Rule("other", Admittance.Approve, new() { DomainIs = ["other.org"] }),
            Rule("ours", Admittance.Queue, new() { DomainIs = ["example.org"] }), Rule("rest", Admittance.Refuse)];

        Assert.Equal("ours", RulesetRules.Find(rules, Applicant())!.Name);
        Assert.Equal("rest", RulesetRules.Find(rules, Applicant("ann@else.org"))!.Name);
        Assert.Null(RulesetRules.Find(rules[..1], Applicant()));
        Assert.Null(RulesetRules.Find([], Applicant()));
    }

    [Theory]
    [InlineData("example.org", true)]
    [InlineData("bücher.example", true)]
    [InlineData("", false)]
    [InlineData("localhost", false)]
    [InlineData("*.example.org", false)]
    [InlineData("ann@example.org", false)]
    public void A_domain_that_is_none_is_refused(string domain, bool isRight) => Assert.Equal(
        isRight ? [] : ["rules[0].when.domainIs[1] INVALID_VALUE", "rules[0].when.domainEndsWith[0] INVALID_VALUE"],
        Broken(Rule(when: new() { DomainIs = ["example.org", domain], DomainEndsWith = [domain] })));

    [Theory]
    [InlineData("192.0.2.0/24", true)]
    [InlineData("10.0.0.0/8", true)]
    [InlineData("2001:db8::/48", true)]
    [InlineData("192.0.2.0/25", false)]
    [InlineData("192.0.2.1/24", true)]
    [InlineData("192.0.2.0", false)]
    [InlineData("2001:db8::/49", false)]
    [InlineData("::ffff:192.0.2.0/120", false)]
    [InlineData("", false)]
    public void A_network_that_is_none_or_too_narrow_is_refused(string network, bool isRight) => Assert.Equal(
        isRight ? [] : ["rules[0].when.networkIn[0] INVALID_VALUE"], Broken(Rule(when: new() { NetworkIn = [network] })));

    [Fact]
    public void What_else_a_rule_cannot_name_is_refused() => Assert.Equal(
        ["rules[0].when.addressIn[0] INVALID_VALUE", "rules[0].when.invitation INVALID_ID"],
        Broken(Rule(when: new() { AddressIn = ["ann"], Invitation = "some" })));

    [Theory]
    [InlineData("key", "A", null, null)]
    [InlineData("key", "c", null, "answer.equals UNKNOWN_VALUE")]
    [InlineData("key", null, "c", null)]
    [InlineData("Key", "a", null, "answer.key UNKNOWN_FIELD")]
    [InlineData("text", null, null, "answer INVALID_VALUE")]
    [InlineData("text", "", "", "answer INVALID_VALUE")]
    [InlineData("text", "a", "b", "answer INVALID_VALUE")]
    [InlineData("text", "a\0", null, "answer.equals INVALID_CHARACTER")]
    public void A_rule_reads_a_field_and_an_option_that_are_there(string key, string? equals, string? contains, string? wrong) =>
        Assert.Equal(
            wrong is null ? [] : [$"rules[0].when.{wrong}"], Broken(Rule(when: new() { Answer = new(key, equals, contains) })));

    [Fact]
    public void A_form_keeps_what_a_rule_reads()
    {
        ImmutableArray<AdmissionRule> rules = [
            Rule("choice", when: new() { Answer = new("key", "b", null) }), Rule("text", when: new() { Answer = new("text", null, "x") })];

        Assert.Empty(RulesetRules.Orphans(rules, Form));
        Assert.Equal(["fields FIELD_IN_USE"], Forms.Named(RulesetRules.Orphans(rules, Forms.Form(Choice))));
        var fewer = Forms.Form(Choice with { Options = Forms.Options("a") }, Text);
        Assert.Equal(["fields FIELD_IN_USE"], Forms.Named(RulesetRules.Orphans(rules, fewer)));
    }

    [Fact]
    public void A_rule_has_a_name_of_its_own_of_100_characters_and_a_text_of_1000()
    {
        AdmissionRule[] rules = [
            Rule(" "), Rule(new string('x', 100)) with { Text = new string('x', 1000) },
            Rule(new string('y', 101)) with { Text = new string('x', 1001) }, Rule("same"), Rule("SAME")];

        Assert.Equal(
            ["rules[0].name REQUIRED", "rules[2].name TOO_LONG", "rules[2].text TOO_LONG", "rules[4].name NOT_UNIQUE"], Broken(rules));
    }

    [Theory]
    [InlineData(100, false)]
    [InlineData(101, true)]
    public void There_are_at_most_100_rules(int count, bool isTooMany) =>
        Assert.Equal(isTooMany ? ["rules TOO_MANY"] : [], Broken([.. Enumerable.Range(0, count).Select(i => Rule($"rule {i}"))]));

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    public void The_rules_have_at_most_60_KB(int beyond, bool isTooLong)
    {
        var rules = Enumerable.Range(0, 60).Select(i => Rule($"rule {i}") with { Text = new string('x', i == 0 ? 1 : 920) }).ToArray();
        var missing = (60 * 1024) - JsonSerializer.SerializeToUtf8Bytes(rules.ToImmutableArray(), StoredJson.Options).Length + beyond;
        rules[0] = rules[0] with { Text = new string('x', missing + 1) };

        Assert.Equal(isTooLong ? ["rules TOO_LONG"] : [], Broken(rules));
    }

    private static Applicant Applicant(string email = "ann@example.org") => new(Make.Email(email), null, null, []);

    private static AdmissionRule Rule(string name = "rule", Admittance then = Admittance.Approve, RuleConditions? when = null) =>
        new(name, when ?? new RuleConditions(), then);

    private static bool Applies(RuleConditions when, Applicant applicant) => RulesetRules.Find([Rule(when: when)], applicant) is not null;

    private static IEnumerable<string> Broken(params AdmissionRule[] rules) => Forms.Named(RulesetRules.Violations([.. rules], Form));
}
