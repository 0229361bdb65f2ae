using System.Collections.Immutable;
using Members.Grains.OAuthClients;
using Members.OAuth;
using Members.Outcomes;

namespace Members.Tests.Unit.OAuthClients;

public sealed class OAuthClientRulesTests
{
    private static readonly CreateOAuthClient Good =
        new("Shop", ["https://shop.example/in"], ["https://shop.example"], ["https://shop.example/out"], false);

    [Theory]
    [InlineData("https://shop.example/in?x=1&y=%20")]
    [InlineData("https://shop.example")]
    [InlineData("http://localhost:3000/in")]
    [InlineData("http://127.0.0.1:8080/")]
    [InlineData("http://[::1]/in")]
    [InlineData("com.example.app:/in")]
    [InlineData("com.example.app://in")]
    public void A_code_may_be_sent_to(string uri) => Assert.True(RedirectUri.IsAllowed(uri));

    [Theory]
    [InlineData("")]
    [InlineData("/in")]
    [InlineData("shop.example/in")]
    [InlineData("https://")]
    [InlineData("https:shop.example")]
    [InlineData("HTTPS://shop.example/")]
    [InlineData("https://shop.example/#x")]
    [InlineData("https://shop.example/#")]
    [InlineData("https://user@shop.example/")]
    [InlineData("http://localhost@shop.example/")]
    [InlineData("https://good.example\\@shop.example/")]
    [InlineData("https://shop.example/a b")]
    [InlineData("https://shop.example/\n")]
    [InlineData("https://shop.example/é")]
    [InlineData("https://shöp.example/")]
    [InlineData("http://shop.example/in")]
    [InlineData("http://localhost.shop.example/in")]
    [InlineData("http://127.0.0.1.shop.example/")]
    [InlineData("http://10.0.0.1/")]
    [InlineData("javascript:alert(1)")]
    [InlineData("javascript://shop.example/%0aalert(1)")]
    [InlineData("data:text/html,x")]
    [InlineData("file:///etc/passwd")]
    [InlineData("/etc/passwd")]
    [InlineData("ftp://shop.example/")]
    [InlineData("myapp://in")]
    [InlineData("about:blank")]
    [InlineData("blob:https://shop.example/1")]
    public void A_code_may_not_be_sent_to(string uri) => Assert.False(RedirectUri.IsAllowed(uri));

    [Fact]
    public void An_address_has_2048_characters_at_most()
    {
        const string Start = "https://shop.example/";

        Assert.True(RedirectUri.IsAllowed(Start.PadRight(2048, 'a')));
        Assert.False(RedirectUri.IsAllowed(Start.PadRight(2049, 'a')));
    }

    [Theory]
    [InlineData("https://shop.example", true)]
    [InlineData("http://localhost:3000", true)]
    [InlineData("https://shop.example/", false)]
    [InlineData("https://shop.example:443", false)]
    [InlineData("https://*.example", false)]
    [InlineData("*", false)]
    [InlineData("null", false)]
    public void An_origin_is_as_browsers_write_it(string text, bool good) => Assert.Equal(good, WebOrigin.Is(text));

    [Fact]
    public void A_good_client_is_stored_as_it_was_asked_for()
    {
        var decision = OAuthClientRules.Create(new(), Good, Make.Id(1), Make.Key(), Moments.Start);

        Assert.Equal("Shop", Assert.Single(decision.Next!.Clients).Name);
        Assert.Equal(Good.RedirectUris.AsEnumerable(), decision.Answer.Value!.RedirectUris);
        Assert.Empty(OAuthClientRules.Violations(Good with { RedirectUris = default, PostLogoutRedirectUris = default }));
        Assert.Empty(OAuthClientRules.Violations(Good with { Origins = [], PostLogoutRedirectUris = [] }));
    }

    [Fact]
    public void Every_rule_that_a_client_breaks_is_named()
    {
        Broke(Good with { Name = " " }, "name INVALID_NAME");
        Broke(Good with { Name = new string('n', 101) }, "name INVALID_NAME");
        Broke(Good with { Name = "a\tb" }, "name INVALID_NAME");
        Broke(Good with { RedirectUris = ["https://a.example/", "javascript:x"] }, "redirectUris[1] INVALID_REDIRECT_URI");
        Broke(Good with { Origins = ["*"] }, "origins[0] INVALID_ORIGIN");
        Broke(Good with { PostLogoutRedirectUris = ["http://a.example/"] }, "postLogoutRedirectUris[0] INVALID_REDIRECT_URI");
        Broke(Good with { RedirectUris = [], Origins = [] }, "redirectUris NOWHERE_TO_SEND");
        Broke(Good with { Origins = ["https://a.example", "https://a.example"] }, "origins DUPLICATE");
        Broke(Good with { RedirectUris = Many(21) }, "redirectUris TOO_MANY");
        Broke(Good with { RedirectUris = Many(20) });
        Broke(
            new CreateOAuthClient("", ["x"], ["y"], ["z"], true),
            "name INVALID_NAME",
            "redirectUris[0] INVALID_REDIRECT_URI",
            "origins[0] INVALID_ORIGIN",
            "postLogoutRedirectUris[0] INVALID_REDIRECT_URI");
    }

    [Fact]
    public void There_are_a_hundred_clients_at_most()
    {
        var record = new OAuthClientsRecord();
        for (var i = 1; i <= 100; i++)
        {
            record = OAuthClientRules.Create(record, Good, Make.Id(i), Make.Key(), Moments.Start).Next!;
        }

        var refused = Assert.IsType<Refusal.Invalid>(
            OAuthClientRules.Create(record, Good, Make.Id(101), Make.Key(), Moments.Start).Answer.Refusal);
        Assert.Equal("TOO_MANY", Assert.Single(refused.Violations).Rule);
    }

    [Fact]
    public void A_client_that_was_removed_is_not_there_and_removing_it_again_changes_nothing()
    {
        var record = OAuthClientRules.Create(new(), Good, Make.Id(1), Make.Key(), Moments.Start).Next!;
        var removed = OAuthClientRules.Delete(record, Make.Id(1));

        Assert.True(removed.Answer);
        Assert.Null(removed.Next!.Find(Make.Id(1)));
        Assert.False(OAuthClientRules.Delete(removed.Next, Make.Id(1)).Answer);
        Assert.Null(OAuthClientRules.Delete(removed.Next, Make.Id(1)).Next);
    }

    private static ImmutableArray<string> Many(int count) => [.. Enumerable.Range(0, count).Select(i => $"https://shop.example/{i}")];

    private static void Broke(CreateOAuthClient command, params string[] expected) =>
        Assert.Equal(expected, OAuthClientRules.Violations(command).Select(v => $"{v.Field} {v.Rule}"));
}
