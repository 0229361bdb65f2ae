using Members.Gateway.Account;
using Members.Tests.Http.Hosting;
using Members.Tests.Http.OAuth;
using Members.Tests.Http.Pages;

namespace Members.Tests.Http.Account;

[Collection(AutomaticCollection.Name)]
public sealed class ReturnLinkTests(AutomaticServer shared)
{
    private const string Origin = "https://club.example", Port = "http://localhost:3000";
    private static readonly string[] Origins = [Origin, Port, "*", "https://"];

    private readonly MembersServer _server = shared.Server;

    [Theory]
    [InlineData(Origin, "club.example")]
    [InlineData($"{Origin}/", "club.example")]
    [InlineData($"{Origin}/a/b?c=d&e=%2F#f", "club.example")]
    [InlineData($"{Origin}?x=//evil.example", "club.example")]
    [InlineData($"{Port}/x", "localhost:3000")]
    public void An_address_of_a_registered_origin_is_a_link(string address, string host) =>
        Assert.Equal(new ReturnLink(address, host), ReturnLink.Parse(address, Origins));

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("https://club.example.evil.example/")]
    [InlineData("https://club.example@evil.example/")]
    [InlineData("https://club.example:pass@evil.example/")]
    [InlineData("https://user:pass@club.example/")]
    [InlineData("https://club.example:8443/")]
    [InlineData("https://club.example:443/")]
    [InlineData("http://club.example/")]
    [InlineData("HTTPS://club.example/")]
    [InlineData("https://Club.example/")]
    [InlineData("https://club.example./")]
    [InlineData("https://club.example\\@evil.example/")]
    [InlineData("https:\\\\club.example/")]
    [InlineData("https:/club.example/")]
    [InlineData("https:club.example/")]
    [InlineData("//club.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example/")]
    [InlineData("club.example")]
    [InlineData("javascript:alert(1)")]
    [InlineData("javascript://club.example/%0aalert(1)")]
    [InlineData("data:text/html,x")]
    [InlineData("*")]
    [InlineData("https:///evil.example")]
    [InlineData(" https://club.example/")]
    [InlineData("https://club.example/\r\nSet-Cookie: a=b")]
    [InlineData("https://club.example/\"><script>")]
    [InlineData("https://club.ex\tample/")]
    [InlineData("https://c\u013Fub.example/")]
    [InlineData("")]
    [InlineData(null)]
    public void Everything_else_is_ignored(string? address) => Assert.Null(ReturnLink.Parse(address, Origins));

    [Fact]
    public void Nothing_long_is_kept() => Assert.Null(ReturnLink.Parse($"{Origin}/{new string('a', 2_000)}", Origins));

    [Fact]
    public async Task The_link_back_is_shown_for_this_visit_and_goes_when_the_origin_does()
    {
        var person = await _server.Register();
        var origin = $"https://club-{Guid.NewGuid():N}.example";
        var client = await _server.NewClient(origin: origin);
        var visitor = new PageVisitor(_server);

        // Before logging in.
        var asked = await visitor.Open($"/account/profile?return_to={origin}/a?b=c");
        var page = await asked.Submit("Log in", ("email", person.Email), ("password", person.Password));
        Assert.Equal("/account/profile", page.Path);
        Assert.Equal(($"{origin}/a?b=c", $"Back to {origin[8..]}"), Back(page));
        Assert.Equal($"{origin}/a?b=c", Back(await visitor.Open("/account/sessions"))?.Address);

        // An address that is not good does not take its place.
        Assert.Equal($"{origin}/a?b=c", Back(await visitor.Open("/account?return_to=https://evil.example/"))?.Address);
        Assert.Null(Back(await (await PageVisitor.LoggedIn(_server, person.Email)).Open("/account?return_to=https://evil.example/")));

        (await _server.Operator.Delete($"/v1/oauth-clients/{client}")).Done();
        Assert.Null(Back(await visitor.Open("/account")));
    }

    [Fact]
    public async Task A_planted_cookie_leads_nowhere()
    {
        var person = await _server.Register();
        var visitor = await PageVisitor.LoggedIn(_server, person.Email);
        visitor.Keep(ReturnLinks.Cookie, Uri.EscapeDataString("https://evil.example/"));

        Assert.Null(Back(await visitor.Open("/account")));
    }

    private static (string Address, string Text)? Back(ShownPage page) => page.Document.QuerySelector("p.back a") is { } link
        ? (link.GetAttribute("href")!, link.TextContent)
        : null;
}
