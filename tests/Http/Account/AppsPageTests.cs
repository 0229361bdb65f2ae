using Members.Tests.Http.Hosting;
using Members.Tests.Http.OAuth;
using Members.Tests.Http.Pages;

namespace Members.Tests.Http.Account;

[Collection(AutomaticCollection.Name)]
public sealed class AppsPageTests(AutomaticServer shared)
{
    private const string Page = "/account/apps";

    private readonly MembersServer _server = shared.Server;

    [Fact]
    public async Task An_app_with_access_is_named_and_loses_it_and_nothing_else_ends()
    {
        var person = await _server.Register();
        var (client, other) = (await _server.NewClient(), await _server.NewClient());
        var (first, second, kept) =
            (await _server.Tokens(client, person), await _server.Tokens(client, person), await _server.Tokens(other, person));
        var visitor = await PageVisitor.LoggedIn(_server, person.Email);
        var page = await visitor.Open(Page);
        Assert.Equal(["An <app>", "An <app>"], page.Texts("main h2"));
        Assert.Contains("2 apps have access", (await visitor.Open("/account")).Words, StringComparison.Ordinal);

        var after = await page.Submit("Take the access away", ("app", client.ToString()));

        Assert.Equal((200, "The app has no access any more."), (after.Status, after.Message));
        Assert.Equal(["An <app>"], after.Texts("main h2"));
        foreach (var tokens in new[] { first, second })
        {
            (await _server.Refresh(client, tokens.Str("refresh_token"))).Is(Fault.InvalidGrant);
        }

        Assert.Equal(200, (await _server.Refresh(other, kept.Str("refresh_token"))).Status);
    }

    [Fact]
    public async Task An_app_that_is_gone_is_shown_and_can_be_ended_too()
    {
        var person = await _server.Register();
        var client = await _server.NewClient();
        await _server.Tokens(client, person);
        (await _server.Operator.Delete($"/v1/oauth-clients/{client}")).Done();
        var page = await (await PageVisitor.LoggedIn(_server, person.Email)).Open(Page);
        Assert.Equal(["An app that is no longer registered"], page.Texts("main h2"));

        Assert.Contains("No app has access", (await page.Submit("Take the access away")).Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_ends_what_an_app_has_of_somebody_else()
    {
        var (person, other) = (await _server.Register(), await _server.Register());
        var client = await _server.NewClient();
        var theirs = await _server.Tokens(client, other);
        await _server.Tokens(client, person);

        await (await (await PageVisitor.LoggedIn(_server, person.Email)).Open(Page)).Submit("Take the access away");

        Assert.Equal(200, (await _server.Refresh(client, theirs.Str("refresh_token"))).Status);
    }
}
