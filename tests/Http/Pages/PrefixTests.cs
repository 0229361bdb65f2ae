using System.Net;
using System.Text.RegularExpressions;
using Members.Tests.Http.Hosting;
using Members.Tests.Http.OAuth;
using static Members.Tests.Http.Hosting.Persons;

namespace Members.Tests.Http.Pages;

/// <summary>
/// A proxy serves Members under a path and everything else from another application. No page, form, link, redirect or mail may lead out
/// of the path: what is sent there would reach the other application.
/// </summary>
public sealed partial class PrefixTests(PrefixedServer shared) : IClassFixture<PrefixedServer>
{
    private const string NewPassword = "quiet-fox-7-lanterns";
    private readonly HttpClient _browser = shared.Browser;
    private readonly MembersServer _server = shared.Server;
    private readonly string _public = shared.Address;

    [GeneratedRegex("<form method=\"post\" action=\"(?<action>[^\"]*)\">", RegexOptions.CultureInvariant)]
    private static partial Regex Form();

    [GeneratedRegex("href=\"(?<to>[^\"]*)\"", RegexOptions.CultureInvariant)]
    private static partial Regex Link();

    [GeneratedRegex("<input [^>]*name=\"(?<name>[^\"]*)\"[^>]* value=\"(?<value>[^\"]*)\"", RegexOptions.CultureInvariant)]
    private static partial Regex Field();

    [Fact]
    public async Task A_mailed_link_sets_the_password()
    {
        var person = await _server.Register();
        var mail = await _server.Mail.After(() => _server.SendSetPasswordEmail(person.Email), person.Email);
        var link = $"{Mailbox.PageOf(mail)}?token={Mailbox.TokenOf(mail)}";
        Assert.StartsWith(_public + "/set-password", link, StringComparison.Ordinal);

        Assert.Contains("Your password is set", await Submit(link, ("newPassword", NewPassword)), StringComparison.Ordinal);
        Assert.True(await _server.CanLogIn(person.Email, NewPassword));
        Assert.Empty(shared.Elsewhere);
    }

    [Fact]
    public async Task The_login_page_logs_in_and_leads_back_to_the_app()
    {
        var (client, person) = (await _server.NewClient(), await _server.Register());
        var page = _public + Flows.Request(client, Flows.Pkce().Challenge);
        using var answer = await Send(page, await Html(page), ("email", person.Email), ("password", person.Password));
        Assert.StartsWith($"{Flows.Callback}?code=", answer.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.Contains(Uri.EscapeDataString(_public), answer.Headers.Location.ToString(), StringComparison.Ordinal);
        Assert.Empty(shared.Elsewhere);
    }

    [Fact]
    public async Task The_first_page_links_to_what_is_there()
    {
        foreach (Match link in Link().Matches(await Html(_public + "/")))
        {
            using var there = await _browser.GetAsync(new Uri(new Uri(_public + "/"), link.Groups["to"].Value));
            Assert.Equal(HttpStatusCode.OK, there.StatusCode);
        }

        Assert.Empty(shared.Elsewhere);
    }

    [Theory]
    [InlineData("/set-password?token=x")]
    [InlineData("/undo-email-change?token=x")]
    [InlineData("/application?token=x")]
    [InlineData("/application/withdrawn")]
    [InlineData("/oauth2/authorize")]
    [InlineData("/oauth2/logout")]
    [InlineData("/docs/")]
    [InlineData("/set-password/done")]
    [InlineData("/undo-email-change/done")]
    public async Task No_page_names_a_path_from_the_hosts_root(string path) =>
        Assert.DoesNotMatch("(?:action|href|src)=\"/", await Html(_public + path));

    [Fact]
    public async Task What_programs_are_told_is_under_the_path_too()
    {
        var metadata = await _browser.GetStringAsync(new Uri(_public + "/.well-known/oauth-authorization-server"));
        Assert.DoesNotMatch($"\"http://[^\"]*(?<!{Regex.Escape(_public)}[^\"]*)\"", metadata);
        Assert.Contains($"\"{_public}/oauth2/token\"", metadata, StringComparison.Ordinal);
    }

    private async Task<string> Html(string page)
    {
        using var reply = await _browser.GetAsync(new Uri(page));
        return await reply.Content.ReadAsStringAsync();
    }

    private async Task<string> Submit(string page, params (string, string)[] typed)
    {
        using var reply = await Send(page, await Html(page), typed);
        return reply.StatusCode == HttpStatusCode.SeeOther
            ? await Html(new Uri(reply.RequestMessage!.RequestUri!, reply.Headers.Location!).ToString())
            : await reply.Content.ReadAsStringAsync();
    }

    // As a browser does: the form's hidden fields and what was typed go to where the action leads from the page.
    private Task<HttpResponseMessage> Send(string page, string html, params (string Name, string Value)[] typed)
    {
        var form = Form().Match(html);
        Assert.True(form.Success, html);
        var hidden = Field().Matches(html).Select(f => (f.Groups["name"].Value, WebUtility.HtmlDecode(f.Groups["value"].Value)));
        var fields = typed.Concat(hidden.Where(h => typed.All(t => t.Name != h.Item1)));
        return _browser.PostAsync(
            new Uri(new Uri(page), form.Groups["action"].Value),
            new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Item1, f.Item2))));
    }
}
