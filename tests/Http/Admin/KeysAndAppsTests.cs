using Members.Tests.Http.Hosting;
using Members.Tests.Http.Pages;

namespace Members.Tests.Http.Admin;

/// <summary>API keys and apps, on the pages of the console.</summary>
[Collection(ConsoleCollection.Name)]
public sealed class KeysAndAppsTests(ConsoleServer shared)
{
    private const string Keys = "/admin/keys", Apps = "/admin/clients";
    private readonly MembersServer _server = shared.Server;

    [Fact]
    public async Task An_owner_sees_keys_without_secrets_and_revokes_one()
    {
        var made = (await _server.Operator.Post(
            "/v1/api-keys", new { name = "<u>Shop</u>", scopes = new[] { "members.authenticate" } })).Done();
        var secret = made.Str("secret");
        var page = await (await shared.Staff("owner")).Open(Keys);
        Assert.Contains("<u>Shop</u>", page.Texts("main td"));
        Assert.Empty(page.Document.QuerySelectorAll("main u"));
        Assert.DoesNotContain(secret, page.Reply.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Make", page.Texts("main button"));

        page = await page.Submit(made.GetProperty("apiKey").Str("id"));

        Assert.Equal((200, Keys), (page.Status, page.Path));
        Assert.StartsWith("The key was revoked.", page.Message, StringComparison.Ordinal);
        (await _server.Visitor.As($"Bearer {secret}").Get("/v1/members")).Is(Fault.Unauthenticated);
        var row = page.Texts("tbody tr").Single(r => r.Contains("Shop", StringComparison.Ordinal));
        Assert.Contains("revoked", row, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_auditor_sees_keys_and_apps_and_no_buttons()
    {
        var auditor = await shared.Staff("auditor");
        Assert.Empty((await auditor.Open(Keys)).Document.QuerySelectorAll("main form"));
        Assert.Empty((await auditor.Open(Apps)).Document.QuerySelectorAll("main form"));
    }

    [Fact]
    public async Task An_owner_adds_an_app_tests_its_login_and_removes_it()
    {
        var owner = await shared.Staff("owner");
        var page = await (await owner.Open(Apps)).Submit(
            "Add the app",
            ("name", "Shop & more"),
            ("redirectUris", "https://shop.example/callback?a=b&c=d\r\n\r\nhttps://shop.example/other"),
            ("rotateRefreshTokens", "yes"));

        Assert.Equal((200, Apps), (page.Status, page.Path));
        Assert.StartsWith("The app was added.", page.Message, StringComparison.Ordinal);
        var app = (await _server.Operator.Get("/v1/oauth-clients")).Done().GetProperty("oauthClients").EnumerateArray()
            .Single(c => c.Str("name") == "Shop & more");
        Assert.Equal(2, app.GetProperty("redirectUris").GetArrayLength());
        Assert.True(app.GetProperty("rotateRefreshTokens").GetBoolean());
        Assert.False(app.GetProperty("directLogin").GetBoolean());

        var login = await page.Follow("Test the login – Shop & more");
        Assert.StartsWith("/callback?a=b&c=d&code=", login.Address, StringComparison.Ordinal); // the owner has a session already

        page = await page.Submit(app.Str("id"));
        Assert.StartsWith("The app was removed.", page.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Shop & more", page.Texts("main h2"));
        var (_, token) = page.Form("Log out");
        Assert.Equal(404, (await owner.Send($"{Apps}/{app.Str("id")}/remove", token)).Status);
    }

    [Fact]
    public async Task What_is_wrong_with_an_app_is_said_beside_it_and_kept()
    {
        var page = await (await (await shared.Staff("owner")).Open(Apps)).Submit(
            "Add the app",
            ("name", ""),
            ("redirectUris", "https://good.example/a\nhttp://bad.example/b"),
            ("origins", "https://x.example/path"));

        Assert.Equal(400, page.Status);
        Assert.Equal("Please give a name of 1 to 100 characters.", page.ErrorOf("name"));
        Assert.StartsWith("Line 2: This must begin with https://", page.ErrorOf("redirectUris"), StringComparison.Ordinal);
        Assert.StartsWith("Line 1: This must be an origin", page.ErrorOf("origins"), StringComparison.Ordinal);
        Assert.Equal("https://x.example/path", page.ValueOf("origins"));
        PageChecks.IsTied(page.Reply);
    }
}
