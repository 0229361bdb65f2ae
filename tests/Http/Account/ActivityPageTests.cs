using System.Globalization;
using System.Resources;
using Members.Audit;
using Members.Gateway.Account.Activity;
using Members.Tests.Http.Hosting;
using Members.Tests.Http.Pages;
using static Members.Tests.Http.Hosting.Persons;

namespace Members.Tests.Http.Account;

[Collection(AutomaticCollection.Name)]
public sealed class ActivityPageTests(AutomaticServer shared)
{
    private static readonly string[] Languages = ["", "de", "ar"];

    private readonly MembersServer _server = shared.Server;

    [Fact]
    public async Task A_member_reads_in_plain_words_what_has_happened_and_what_to_do()
    {
        var person = await _server.Register();
        _server.Clock.Advance(TimeSpan.FromSeconds(1));
        await _server.Login(person.Email, "a wrong one of two");
        await _server.Login(person.Email, "a wrong one of two");
        _server.Clock.Advance(TimeSpan.FromSeconds(1));

        var page = await (await PageVisitor.LoggedIn(_server, person.Email)).Open("/account/activity");

        Assert.Equal(200, page.Status);
        Assert.Contains("If something here was not you, change your password", page.Words, StringComparison.Ordinal);
        Assert.Equal(
            [
                "A device was logged in Done",
                "You logged in with the password Done",
                "Somebody tried to log in with the password Wrong password",
                "You signed up Done",
            ],
            page.Texts("main li > p:first-child"));
        Assert.Contains("from 127.0.0.1 · by the site itself · 2 times within an hour", page.Words, StringComparison.Ordinal);
        Assert.Equal("/account/password", (await page.Follow("Change the password")).Path);
    }

    [Fact]
    public void Every_kind_of_event_is_shown_or_hidden_on_purpose() =>
        Assert.Equal(AuditType.AllNames.Order(StringComparer.Ordinal), ActivityEvents.Known.Order(StringComparer.Ordinal));

    [Fact]
    public void Every_event_that_is_shown_has_a_text_in_each_language()
    {
        var texts = new ResourceManager(typeof(ActivityTexts));
        var keys = AuditType.AllNames.Select(ActivityEvents.KeyOf).OfType<string>()
            .Append(ActivityEvents.KeyOf("of_a_later_version")!)
            .Concat(["Done", "CodeFirst", "WrongPassword", "TooMany", "NotKnown", "Refused", "ByYou", "ByStaff", "BySite"])
            .ToList();

        Assert.True(keys.Count > 50, $"only {keys.Count}");
        foreach (var language in Languages)
        {
            var own = texts.GetResourceSet(CultureInfo.GetCultureInfo(language), createIfNotExists: true, tryParents: false)!;
            Assert.All(keys, key => Assert.False(string.IsNullOrWhiteSpace(own.GetString(key)), $"{key} in '{language}'"));
        }
    }
}
