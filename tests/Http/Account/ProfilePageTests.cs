using System.Text.RegularExpressions;
using Members.Tests.Http.Hosting;
using Members.Tests.Http.Pages;
using static Members.Tests.Http.Hosting.Persons;

namespace Members.Tests.Http.Account;

[Collection(AutomaticCollection.Name)]
public sealed class ProfilePageTests(AutomaticServer shared)
{
    private const string Page = "/account/profile";

    private readonly MembersServer _server = shared.Server;

    [Fact]
    public async Task A_member_changes_what_they_tell_and_who_sees_it()
    {
        var person = await _server.Register();
        var visitor = await PageVisitor.LoggedIn(_server, person.Email);

        var after = await (await visitor.Open(Page)).Submit(
            "Save",
            ("firstName", " Ann "),
            ("lastName", "Lee"),
            ("nickname", "al"),
            ("picture", "https://pictures.example/a.png"),
            ("phones", "+49 30 1\r\n\r\n +49 30 2 "),
            ("emails", "ann@work.example"),
            ("locale", "de"),
            ("privacy", "COMMUNITY"));

        Assert.Equal((200, Page, "Saved."), (after.Status, after.Path, after.Message));
        Assert.Equal(("Ann", "+49 30 1\n+49 30 2", "de"), (after.ValueOf("firstName"), after.ValueOf("phones"), after.ValueOf("locale")));
        Assert.Contains("Ann Lee", after.Text("header"), StringComparison.Ordinal);
        var member = (await _server.Operator.Get($"/v1/members/{person.Id}")).Done().Member();
        Assert.Equal(
            ("Ann", "Lee", "al", "https://pictures.example/a.png", "de", "COMMUNITY"),
            (member.Str("firstName"), member.Str("lastName"), member.Str("nickname"), member.Str("picture"), member.Str("locale"),
                member.Str("profilePrivacyStatus")));
        Assert.Contains("Your profile was changed Done", (await visitor.Open("/account/activity")).Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_site_has_noted_is_shown_and_no_form_changes_it()
    {
        var person = await Register(new
        {
            firstName = Accounts.Markup,
            labels = new[] { "founder" },
            customFields = new[] { new { name = "Club", strValue = Accounts.Markup } },
            phones = new[] { "1" },
            locale = "fr-CA",
        });
        var page = await (await PageVisitor.LoggedIn(_server, person.Email)).Open(Page);
        Assert.Equal((Accounts.Markup, "fr-CA"), (page.ValueOf("firstName"), page.ValueOf("locale")));
        Assert.Contains($"Club {Accounts.Markup}", page.Words, StringComparison.Ordinal);

        await page.Submit("Save", ("firstName", null), ("phones", null), ("labels", "owner"), ("customFields", "x"), ("privacy", "WHO"));

        var member = (await _server.Operator.Get($"/v1/members/{person.Id}")).Done().Member();
        Assert.False(member.Has("firstName"));
        Assert.Equal("founder", member.GetProperty("labels")[0].GetString());
        Assert.Equal(Accounts.Markup, member.GetProperty("customFields")[0].Str("strValue"));
        Assert.Equal(("PRIVATE", "fr-CA"), (member.Str("profilePrivacyStatus"), member.Str("locale")));
    }

    [Fact]
    public async Task What_breaks_a_rule_is_said_beside_its_field_and_nothing_of_it_is_lost()
    {
        var person = await _server.Register();
        var before = await _server.Shown(person.Id);
        var page = await (await PageVisitor.LoggedIn(_server, person.Email)).Open(Page);

        var after = await page.Submit(
            "Save",
            ("firstName", new string('a', 129)),
            ("picture", "javascript:alert(1)"),
            ("phones", string.Join('\n', Enumerable.Range(0, 21))),
            ("nickname", "kept"),
            ("privacy", "PUBLIC"));

        Assert.Equal((400, "Nothing was saved yet. Look at the marked fields."), (after.Status, after.Message));
        Assert.Equal(
            ("This is too long. Make it shorter.", "Type an address that begins with https://, or leave it empty.",
                "At most 20 are kept. Leave some out.", null),
            (after.ErrorOf("firstName"), after.ErrorOf("picture"), after.ErrorOf("phones"), after.ErrorOf("nickname")));
        Assert.Equal(("kept", "javascript:alert(1)"), (after.ValueOf("nickname"), after.ValueOf("picture")));
        Assert.True(after.Document.QuerySelector("#privacy-PUBLIC")!.HasAttribute("checked"));
        Assert.Empty(after.Document.QuerySelectorAll("a[href^='javascript']"));
        Assert.Equal(Without(before), Without(await _server.Shown(person.Id)));
    }

    [Fact]
    public async Task Markup_in_a_name_is_a_name()
    {
        var person = await Register(new { firstName = Accounts.Markup, lastName = "<script>alert(1)</script>" });
        var visitor = await PageVisitor.LoggedIn(_server, person.Email);

        foreach (var path in new[] { "/account", Page, "/account/sessions", "/account/activity", "/account/apps" })
        {
            var page = await visitor.Open(path);
            Assert.Equal(200, page.Status);
            Assert.Empty(page.Document.QuerySelectorAll("img, [onerror], main script, header script"));
            Assert.Contains($"{Accounts.Markup} <script>alert(1)</script>", page.Text("header"), StringComparison.Ordinal);
        }
    }

    private async Task<Person> Register(object contactInfo)
    {
        var email = NewEmail();
        var answer = (await _server.Operator.Post(
            $"{Auth}/register", new { email, password = MembersServer.GoodPassword, contactInfo })).Done();
        return new Person(answer.Member().Id(), email, MembersServer.GoodPassword, answer);
    }

    // A login is noted meanwhile.
    private static string Without(string shown) => Regex.Replace(shown, ",?\"(lastLoginDate|lastUpdateDate)\":\"[^\"]*\"", "");
}
