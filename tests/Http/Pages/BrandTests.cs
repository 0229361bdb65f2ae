using Members.Gateway.Pages;
using Members.Tests.Http.Hosting;
using Microsoft.Extensions.Options;

namespace Members.Tests.Http.Pages;

public sealed class BrandTests
{
    [Theory]
    [InlineData("#000000", "#ffffff", 21)]
    [InlineData("#ffffff", "#ffffff", 1)]
    [InlineData("#767676", "#ffffff", 4.54)] // the lightest grey that WCAG lets text have on white
    [InlineData("#777777", "#ffffff", 4.48)]
    public void Contrast_is_what_WCAG_defines(string color, string other, double expected) =>
        Assert.Equal(expected, Contrast.Between(color, other), 0.005);

    [Theory]
    [InlineData("#1f5fbf", null)]
    [InlineData("#767676", null)]
    [InlineData("#777777", "Members:Pages:Color must be darker than #777777: white text on it could not be read (contrast below 4.5:1).")]
    [InlineData("#ffff00", "Members:Pages:Color must be darker than #ffff00: white text on it could not be read (contrast below 4.5:1).")]
    [InlineData("blue", "Members:Pages:Color must be a colour such as #1f5fbf, not 'blue'.")]
    [InlineData("#1f5fb}", "Members:Pages:Color must be a colour such as #1f5fbf, not '#1f5fb}'.")]
    public void A_colour_on_which_nothing_can_be_read_is_refused(string color, string? fault) =>
        Assert.Equal(fault, Fault(new() { Color = color }));

    [Fact]
    public void What_cannot_be_shown_is_refused()
    {
        Assert.Equal("Members:Pages:SiteName must be one line of text that is not empty.", Fault(new() { SiteName = " " }));
        Assert.Equal(
            "Members:Pages:LogoFile names '/nowhere/logo.svg', which is not there or cannot be read.",
            Fault(new() { LogoFile = "/nowhere/logo.svg" }));
        var options = new PagesOptions();
        options.Links.Add("Imprint", "javascript:alert(1)");
        Assert.Equal("Members:Pages:Links:Imprint must be an https, http or mailto address, not 'javascript:alert(1)'.", Fault(options));
    }

    [Theory]
    [InlineData("#1f5fbf")]
    [InlineData("#000000")]
    [InlineData("#7a0000")]
    public void In_the_dark_the_colour_is_light_enough(string color)
    {
        var css = System.Text.Encoding.UTF8.GetString(new Brand(Options.Create(new PagesOptions { Color = color })).Style.Content.Span);
        var dark = css.Split("--brand-in-the-dark:")[1][..7];
        Assert.True(Contrast.Between(dark, "#16181d") >= Contrast.Text, css);
    }

    private static string? Fault(PagesOptions options) => new PagesOptionsValidator().Validate(null, options).Failures?.Single();
}

public sealed class BrandedSiteTests : IAsyncLifetime
{
    private readonly string _directory = MembersServer.NewDirectory();
    private MembersServer? _server;

    public async Task InitializeAsync()
    {
        await File.WriteAllTextAsync(Path.Combine(_directory, "own.css"), "h1 { letter-spacing: .1em }");
        await File.WriteAllTextAsync(Path.Combine(_directory, "logo.svg"), "<svg xmlns='http://www.w3.org/2000/svg'/>");
        _server = await MembersServer.Start(
        [
            ("Members:Pages:SiteName", "Chess <Club>"),
            ("Members:Pages:Color", "#7a0000"),
            ("Members:Pages:StyleFile", Path.Combine(_directory, "own.css")),
            ("Members:Pages:LogoFile", Path.Combine(_directory, "logo.svg")),
            ("Members:Pages:Links:Imprint & more", "https://club.example/imprint"),
            ("Members:Pages:Console", "false"),
        ]);
    }

    public async Task DisposeAsync() => await _server!.DisposeAsync();

    [Fact]
    public async Task Pages_look_as_the_settings_say_and_load_their_own_files_alone()
    {
        var page = await new PageVisitor(_server!).Open("/log-in");

        Assert.Equal("Chess <Club>", page.Text("header .name"));
        var imprint = page.Document.QuerySelectorAll("footer a").Single(a => a.TextContent == "Imprint & more");
        Assert.Equal("https://club.example/imprint", imprint.GetAttribute("href"));
        var loaded = page.Document.QuerySelectorAll("link[rel=stylesheet], script, img")
            .Select(e => e.GetAttribute("href") ?? e.GetAttribute("src")!).ToArray();
        Assert.Equal(4, loaded.Length);
        foreach (var address in loaded)
        {
            var asset = await _server!.Visitor.SendUnchecked(new(HttpMethod.Get, Forms.Resolve(page.Path, address)));
            Assert.Equal((200, "public, max-age=31536000, immutable"), (asset.Status, asset.Header("Cache-Control")));
        }

        var style = loaded.Single(a => a.EndsWith("brand.css", StringComparison.Ordinal));
        var brand = await _server!.Visitor.SendUnchecked(new(HttpMethod.Get, Forms.Resolve(page.Path, style)));
        Assert.Contains("--brand:#7a0000", brand.Text, StringComparison.Ordinal);
        Assert.Contains("letter-spacing", brand.Text, StringComparison.Ordinal);
        Assert.Equal("no-store", page.Reply.Header("Cache-Control"));
    }

    [Fact]
    public async Task A_file_of_another_version_is_not_there()
    {
        var asset = await _server!.Visitor.SendUnchecked(new(HttpMethod.Get, "/assets/000000000000/members.css"));
        Assert.Equal((404, "no-store"), (asset.Status, asset.Header("Cache-Control")));
    }

    [Fact]
    public async Task The_console_can_be_switched_off()
    {
        Assert.Equal(404, (await new PageVisitor(_server!).Open("/admin")).Status);
        Assert.Equal(200, (await new PageVisitor(_server!).Open("/log-in")).Status);
    }
}
