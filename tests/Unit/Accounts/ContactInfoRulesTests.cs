using System.Collections.Immutable;
using System.Text.Json;
using CsCheck;
using Members.Accounts;
using Members.Grains.Storage;

namespace Members.Tests.Unit.Accounts;

public sealed class ContactInfoRulesTests
{
    private static readonly Gen<CustomField> AnyField = Gen
        .Select(Gen.String[0, 5], Gen.String.Null(), Gen.Double.Nullable(), Gen.DateTimeOffset.Nullable())
        .Select((n, s, d, t) => new CustomField { Name = n, StrValue = s, NumValue = d, DateValue = t });

    [Fact]
    public void Nothing_told_is_fine() => Assert.Empty(ContactInfoRules.Violations(ContactInfo.Empty));

    [Fact]
    public void Ordinary_information_is_fine() => Assert.Empty(ContactInfoRules.Violations(new ContactInfo
    {
        FirstName = "Änne <b>\"'&{{7*7}}",
        LastName = "🙂",
        Picture = "https://example.org/a.png",
        Emails = ["ann@example.org"],
        Phones = ["+49 (0)89 1234"],
        Labels = ["vip"],
        Locale = "de-DE",
        CustomFields =
        [
            new CustomField { Name = "size", NumValue = 42 },
            new CustomField { Name = "note", StrValue = "" },
            new CustomField { Name = "born", DateValue = Moments.Start },
        ],
    }));

    [Theory]
    [InlineData(128, false)]
    [InlineData(129, true)]
    public void A_name_has_at_most_128_characters(int length, bool refused)
    {
        var name = new string('n', length);

        Assert.Equal(refused, Rules(new ContactInfo { FirstName = name }).Contains("TOO_LONG"));
        Assert.Equal(refused, Rules(new ContactInfo { LastName = name }).Contains("TOO_LONG"));
        Assert.Equal(refused, Rules(new ContactInfo { Labels = [name] }).Contains("TOO_LONG"));
        Assert.Equal(refused, Rules(With(new CustomField { Name = name, NumValue = 1 })).Contains("TOO_LONG"));
    }

    [Theory]
    [InlineData(20, false)]
    [InlineData(21, true)]
    public void A_list_has_at_most_20_entries(int count, bool refused)
    {
        ImmutableArray<string> entries = [.. Enumerable.Repeat("entry", count)];

        Assert.Equal(refused, Rules(new ContactInfo { Emails = entries }).Contains("TOO_MANY"));
        Assert.Equal(refused, Rules(new ContactInfo { Phones = entries }).Contains("TOO_MANY"));
        Assert.Equal(refused, Rules(new ContactInfo { Labels = entries }).Contains("TOO_MANY"));
        Assert.Equal(refused, Rules(With([.. entries.Select(e => new CustomField { Name = e, StrValue = e })])).Contains("TOO_MANY"));
    }

    // Not as data of a theory: the runner would pass half a pair on as a replacement character.
    [Fact]
    public void Control_and_broken_characters_are_refused_everywhere() => Assert.All(
        ["a\0b", "a\r\nBcc: eve@example.org", "a\ud800", "\udc00a", "\ud800\ud800"],
        IsRefusedEverywhere);

    private static void IsRefusedEverywhere(string text)
    {
        ContactInfo[] all =
        [
            new() { FirstName = text }, new() { LastName = text }, new() { Locale = text },
            new() { Emails = [text] }, new() { Phones = [text] }, new() { Labels = [text] },
            new() { Picture = "https://example.org/" + text }, new() { CustomFields = [new CustomField { Name = "n", StrValue = text }] },
            new() { CustomFields = [new CustomField { Name = text, NumValue = 1 }] },
        ];

        Assert.All(all, info => Assert.Contains("INVALID_CHARACTER", Rules(info)));
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("data:text/html,x")]
    [InlineData("file:///etc/passwd")]
    [InlineData("//example.org/a.png")]
    [InlineData("a.png")]
    [InlineData("")]
    public void A_picture_is_an_http_address(string picture) =>
        Assert.Contains("INVALID_URL", Rules(new ContactInfo { Picture = picture }));

    [Fact]
    public void A_custom_field_has_a_name_and_exactly_one_value()
    {
        Assert.Contains("ONE_VALUE", Rules(new ContactInfo { CustomFields = [new CustomField { Name = "n" }] }));
        Assert.Contains("ONE_VALUE", Rules(With(new CustomField { Name = "n", StrValue = "s", NumValue = 1 })));
        Assert.Contains("NAME_REQUIRED", Rules(new ContactInfo { CustomFields = [new CustomField { Name = " ", StrValue = "s" }] }));
    }

    [Theory]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    [InlineData(double.NaN)]
    public void A_number_that_cannot_be_stored_is_refused(double number) =>
        Assert.NotEmpty(Rules(new ContactInfo { CustomFields = [new CustomField { Name = "n", NumValue = number }] }));

    [Fact]
    public void Every_violation_is_named_and_says_where()
    {
        var info = new ContactInfo { FirstName = new string('n', 200), Picture = "x", Locale = new string('l', 36) };
        var violations = ContactInfoRules.Violations(info).ToList();

        Assert.Equal(["contactInfo.firstName", "contactInfo.picture", "contactInfo.locale"], violations.Select(v => v.Field));
        Assert.DoesNotContain(violations, v => v.Description.Contains("nnn", StringComparison.Ordinal));
    }

    [Fact]
    public void Whatever_the_rules_accept_can_be_stored_and_read_back() =>
        Gen.Select(Gen.String.Null(), Gen.String[0, 5].Array[0, 3], AnyField.Array[0, 2]).Sample(
            (name, labels, fields) =>
            {
                var info = new ContactInfo { FirstName = name, Labels = [.. labels], CustomFields = [.. fields] };
                if (ContactInfoRules.Violations(info).Any())
                {
                    return true;
                }

                var json = JsonSerializer.Serialize(info, StoredJson.Options);
                var read = JsonSerializer.Deserialize<ContactInfo>(json, StoredJson.Options)!;
                return read.FirstName == name && read.Labels.SequenceEqual(labels) && read.CustomFields.SequenceEqual(fields);
            },
            iter: 5000);

    private static ContactInfo With(params CustomField[] fields) => new() { CustomFields = [.. fields] };

    private static List<string> Rules(ContactInfo info) => [.. ContactInfoRules.Violations(info).Select(v => v.Rule)];
}
