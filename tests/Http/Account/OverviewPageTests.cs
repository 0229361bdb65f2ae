using Members.Tests.Http.Hosting;
using Members.Tests.Http.Pages;
using Members.Tests.Http.SignUp;
using static Members.Tests.Http.SignUp.SignUps;

namespace Members.Tests.Http.Account;

[Collection(AccountCollection.Name)]
public sealed class OverviewPageTests(AccountServer shared)
{
    private readonly MembersServer _server = shared.Server;

    [Fact]
    public async Task It_says_who_one_is_and_leads_to_everything()
    {
        var person = await _server.Made();
        await _server.OpenSession(person);
        var page = await (await PageVisitor.LoggedIn(_server, person.Email)).Open("/account");

        Assert.Contains($"{person.Email} Verified", page.Words, StringComparison.Ordinal);
        Assert.Contains("Last login", page.Words, StringComparison.Ordinal);
        Assert.Contains("You are logged in on 2 devices.", page.Words, StringComparison.Ordinal);
        Assert.Contains("No app has access", page.Words, StringComparison.Ordinal);
        foreach (var (link, path) in new[]
        {
            ("Profile", "/account/profile"), ("E-mail addresses", "/account/addresses"), ("Password", "/account/password"),
            ("Devices", "/account/sessions"), ("What happened", "/account/activity"), ("Apps", "/account/apps"),
            ("Your data", "/account/data"), ("Delete the account", "/account/delete"),
        })
        {
            var led = await page.Follow(link);
            Assert.Equal((200, path), (led.Status, led.Path));
        }
    }

    [Fact]
    public async Task A_text_that_is_due_is_shown_and_agreed_to_and_an_old_version_is_not()
    {
        var person = await _server.Made();
        var visitor = await PageVisitor.LoggedIn(_server, person.Email);
        try
        {
            await AskFor("1");
            var page = await visitor.Open("/account");
            Assert.Contains($"Be kind {Accounts.Markup}, version 1.", page.Words, StringComparison.Ordinal);
            Assert.Empty(page.Document.QuerySelectorAll("main img, [onerror]"));

            var (action, fields) = page.Form("I agree");
            var forged = await (await PageVisitor.LoggedIn(_server, person.Email)).Send(action, fields);
            Assert.Equal((409, "Send this once more"), (forged.Status, forged.Title));
            Assert.Contains("version 1.", (await visitor.Open("/account")).Words, StringComparison.Ordinal);

            await AskFor("2");
            var late = await page.Submit("I agree");
            Assert.Equal((400, "The text has changed meanwhile. Read it again, then agree."), (late.Status, late.Message));
            Assert.Contains("version 2.", late.Words, StringComparison.Ordinal);

            var agreed = await late.Submit("I agree");
            Assert.Equal(("/account", "Thank you. It is noted that you agree."), (agreed.Path, agreed.Message));
            Assert.DoesNotContain("version 2.", agreed.Words, StringComparison.Ordinal);
            Assert.Equal("/account", (await late.Submit("I agree")).Path);
        }
        finally
        {
            await _server.Ask([]);
        }
    }

    private Task AskFor(string version) => _server.Ask(
    [
        new
        {
            key = "rules", kind = "consent", label = En("Rules"), text = En($"Be kind {Accounts.Markup}, version {version}."), version,
            required = true,
        },
    ]);
}
