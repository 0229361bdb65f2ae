using System.Globalization;
using Members.Gateway.Pages;
using Members.Tests.Http.Hosting;

namespace Members.Tests.Http.Pages;

[Collection(AutomaticCollection.Name)]
public sealed class PageLanguageTests(AutomaticServer shared)
{
    private readonly MembersServer _server = shared.Server;

    [Theory]
    [InlineData("de", "de")]
    [InlineData("de-AT, en;q=0.5", "de")]
    [InlineData("fr, de;q=0.3, en;q=0.8", "en")]
    [InlineData("fr, pt", "en")]
    [InlineData("", "en")]
    [InlineData("((", "en")]
    [InlineData("ar-EG", "ar")]
    public async Task A_page_speaks_the_language_that_the_browser_asks_for(string asked, string expected)
    {
        var page = await new PageVisitor(_server, asked).Open("/log-in");

        Assert.Equal(expected, page.Document.DocumentElement.GetAttribute("lang"));
        Assert.Equal(expected == "ar" ? "rtl" : "ltr", page.Document.DocumentElement.GetAttribute("dir"));
        Assert.Equal(200, page.Status);
    }

    [Fact]
    public async Task What_a_visitor_chooses_stays_chosen()
    {
        var visitor = new PageVisitor(_server);

        var chosen = await (await visitor.Open("/log-in?next=account%3Fa=1%26b=2")).Follow("Deutsch");

        Assert.Equal(("Anmelden", "account?a=1&b=2"), (chosen.Title, chosen.Document.QuerySelector("[name=next]")!.GetAttribute("value")));
        Assert.Equal("Anmelden", (await visitor.Open("/log-in")).Title);
        Assert.Equal("Log in", (await visitor.Open("/log-in?lang=en")).Title);
        Assert.Equal("Log in", (await visitor.Open("/log-in?lang=xx")).Title);
    }

    [Theory]
    [InlineData("en", 0, "other")]
    [InlineData("en", 1, "one")]
    [InlineData("de", 2, "other")]
    [InlineData("ar", 0, "zero")]
    [InlineData("ar", 1, "one")]
    [InlineData("ar", 2, "two")]
    [InlineData("ar", 3, "few")]
    [InlineData("ar", 10, "few")]
    [InlineData("ar", 11, "many")]
    [InlineData("ar", 99, "many")]
    [InlineData("ar", 100, "other")]
    [InlineData("ar", 102, "other")]
    [InlineData("ar", 103, "few")]
    public void Counts_take_the_form_of_their_language(string language, long count, string form) =>
        Assert.Equal(form, PluralForms.Of(count, CultureInfo.GetCultureInfo(language)));

    [Theory]
    [InlineData("GET", "text/html,application/xhtml+xml", "text/html")]
    [InlineData("GET", "*/*", "application/problem+json")]
    [InlineData("POST", "text/html", "application/problem+json")]
    public async Task Where_nothing_is_people_read_a_page_and_programs_a_problem(string method, string accepted, string type)
    {
        var request = new HttpRequestMessage(new HttpMethod(method), "/nothing/here");
        request.Headers.TryAddWithoutValidation("Accept", accepted);

        var reply = await _server.Visitor.SendUnchecked(request);

        Assert.Equal((404, type), (reply.Status, reply.MediaType));
    }
}
