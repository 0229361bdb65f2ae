using Members.Gateway.Pages;
using Members.Tests.Http.Hosting;
using Members.Tests.Http.OAuth;
using Members.Tests.Http.Pages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Members.Tests.Http.Account;

/// <summary>What is true of every page of an account.</summary>
[Collection(AutomaticCollection.Name)]
public sealed class AccountFormsTests(AutomaticServer shared)
{
    private readonly MembersServer _server = shared.Server;

    public static TheoryData<string, string> Forms => new()
    {
        { "/account/sessions", "End this one" },
        { "/account/sessions", "Log out here" },
        { "/account/sessions", "End all others" },
        { "/account/sessions", "End all, and log out here" },
        { "/account/password", "Change the password" },
        { "/account/password", "Mail me a link" },
        { "/account/addresses", "Change the address" },
        { "/account/profile", "Save" },
        { "/account/apps", "Take the access away" },
        { "/account/delete", "Delete my account" },
    };

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task A_form_of_another_session_does_nothing_before_it_is_sent_again(string path, string button)
    {
        var person = await _server.Register();
        var session = await _server.OpenSession(person);
        await _server.Tokens(await _server.NewClient(), person);
        var forged = (await (await PageVisitor.LoggedIn(_server, person.Email)).Open(path)).Form(button, ("firstName", "Forged"));
        var visitor = await PageVisitor.LoggedIn(_server, person.Email);
        var before = await _server.SessionsOf(person);

        var page = await visitor.Send(forged.Action, forged.Fields);

        Assert.Equal((409, "Send this once more"), (page.Status, page.Title));
        Assert.Equal((before, true), (await _server.SessionsOf(person), await _server.IsLive(session)));
        Assert.DoesNotContain("Forged", await _server.Shown(person.Id), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/account")]
    [InlineData("/account/profile")]
    [InlineData("/account/addresses")]
    [InlineData("/account/password")]
    [InlineData("/account/sessions")]
    [InlineData("/account/activity")]
    [InlineData("/account/apps")]
    [InlineData("/account/delete")]
    public async Task Who_is_not_logged_in_is_asked_to_and_comes_back_and_no_page_has_an_inline_script(string path)
    {
        var person = await _server.Register();
        var asked = await new PageVisitor(_server).Open(path);
        Assert.Equal("/log-in", asked.Path);

        foreach (var language in new[] { "en", "de", "ar" })
        {
            var page = await (await PageVisitor.LoggedIn(_server, person.Email)).Open($"{path}?lang={language}");
            Assert.Equal((200, path), (page.Status, page.Path));
            Assert.Empty(page.Document.QuerySelectorAll("[style], [onclick], script:not([src])"));
            Assert.Single(page.Document.QuerySelectorAll("h1"));
            Assert.Equal("page", page.Document.QuerySelector($"nav.tabs a[href='{Here(path)}']")?.GetAttribute("aria-current"));
        }

        Assert.Equal(path, (await asked.Submit("Log in", ("email", person.Email), ("password", person.Password))).Path);
    }

    [Fact]
    public void What_costs_a_commit_or_a_message_to_every_node_is_limited()
    {
        var open = _server.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<PageRoute>() is not null)
            .Where(e => e.RoutePattern.RawText!.StartsWith("/account", StringComparison.Ordinal))
            .Where(e => e.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Contains("POST"))
            .Where(e => e.Metadata.GetMetadata<EnableRateLimitingAttribute>() is null)
            .Select(e => e.RoutePattern.RawText);

        Assert.Equal(["/account/password"], open); // whose tries the member's grain counts
    }

    private static string Here(string path) => string.Concat(Enumerable.Repeat("../", path.Count(c => c == '/') - 1)) + path[1..];
}
