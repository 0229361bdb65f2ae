using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Members.Tests.Http.Hosting;
using Members.Tests.Http.Pages;
using Members.Tests.Http.Staff;
using static Members.Tests.Http.Hosting.Persons;

namespace Members.Tests.Http.Account;

/// <summary>What members download of themselves: all of it, and nothing that is secret or somebody else's.</summary>
[Collection(ManualCollection.Name)]
public sealed class DataPageTests(ManualServer shared)
{
    private const string Cookie = "__Host-members-session", Markup = "Ann<script>alert(1)</script>";

    private readonly MembersServer _server = shared.Server;

    [Fact]
    public async Task It_is_what_the_api_says_and_nothing_that_staff_alone_read()
    {
        var (email, staff) = (NewEmail(), await _server.Hire("approver"));
        var approver = await _server.Member(staff);
        var registered = (await _server.Operator.Post($"{Auth}/register", new
        {
            email,
            password = MembersServer.GoodPassword,
            contactInfo = new { firstName = Markup, phones = new[] { "+49 30 1" }, emails = new[] { "second@example.org" } },
        })).Done();
        var id = registered.Member().Id();
        (await approver.Post($"/v1/applications/{id}/note", new { text = "a note for staff" })).Done();
        (await approver.Post($"/v1/applications/{id}/ask", new { text = "Which <i>boat</i>?" })).Done();
        (await approver.Post($"/v1/applications/{id}/approve", new { reason = "Welcome aboard.", note = "another for staff" })).Done();
        var visitor = await PageVisitor.LoggedIn(_server, email);

        var (response, files) = await Download(visitor);

        Assert.Equal("application/zip", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal("attachment", response.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Equal("no-store", response.Headers.CacheControl!.ToString());
        Assert.Equal(["data.html", "data.json"], files.Keys.Order(StringComparer.Ordinal));

        var (data, html) = (JsonDocument.Parse(files["data.json"]).RootElement, files["data.html"]);
        var session = _server.Visitor.WithCookie(visitor.Cookies[Cookie]);
        var me = (await session.Get($"{Auth}/me")).Done();
        Assert.True(JsonElement.DeepEquals(me.Member(), data.Member()), $"{me.Member()} {data.Member()}");
        Assert.Equal(
            (await session.Get($"{Auth}/sessions")).Done().GetProperty("sessions").EnumerateArray().Select(s => s.Id()),
            data.GetProperty("sessions").EnumerateArray().Select(s => s.Id()));
        Assert.Equal(
            (await _server.Operator.Get($"/v1/members/{id}/events")).Done().GetProperty("events").EnumerateArray().Select(Event),
            data.GetProperty("events").EnumerateArray().Select(Event));
        Assert.Equal([email, "second@example.org"], data.GetProperty("addresses").EnumerateArray().Select(a => a.Str("address")));
        var application = Assert.Single(data.GetProperty("applications").EnumerateArray());
        Assert.Equal("Which <i>boat</i>?", Assert.Single(application.GetProperty("questions").EnumerateArray()).Str("text"));
        Assert.Equal(
            ["SUBMITTED", "APPROVED"], application.GetProperty("history").EnumerateArray().Select(h => h.Str("act")));
        Assert.Equal("Welcome aboard.", application.GetProperty("history")[1].Str("reason"));

        foreach (var file in files.Values)
        {
            Assert.DoesNotMatch("\\$2|m[a-z]{2}_[A-Za-z0-9_-]{20}|for staff", file);
            Assert.DoesNotContain(staff.Id.ToString(), file, StringComparison.Ordinal);
            Assert.DoesNotContain(staff.Email, file, StringComparison.Ordinal);
        }

        Assert.Contains("Ann&lt;script&gt;", html, StringComparison.Ordinal);
        var read = System.Net.WebUtility.HtmlDecode(html);
        Assert.DoesNotMatch("(?i)<script|<i>|<link|<img| src=| href=", html);
        Assert.DoesNotContain("<script", files["data.json"], StringComparison.Ordinal);
        foreach (var said in new[] { email, "second@example.org", "+49 30 1", "Welcome aboard.", "staff of the site", "127.0.0.1" })
        {
            Assert.Contains(said, read, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task It_speaks_the_language_of_the_page()
    {
        var person = await _server.Register();
        (await _server.Operator.Post($"{Auth}/approve", new { id = person.Id })).Done();
        var visitor = await PageVisitor.LoggedIn(_server, person.Email);
        Assert.Equal("Ihre Daten", (await visitor.Open("/account/data?lang=de")).Title);

        var (_, files) = await Download(visitor, "Meine Daten herunterladen");

        Assert.StartsWith("<!DOCTYPE html>\n<html lang=\"de\"", files["data.html"], StringComparison.Ordinal);
        Assert.Contains("Was mit Ihrem Konto geschehen ist", files["data.html"], StringComparison.Ordinal);
        Assert.Contains("nur das Mitglied", files["data.html"], StringComparison.Ordinal);
    }

    private static (string, string, string) Event(JsonElement e) => (e.Str("type"), e.Str("result"), e.Str("at"));

    private async Task<(HttpResponseMessage Response, Dictionary<string, string> Files)> Download(
        PageVisitor visitor, string button = "Download my data")
    {
        var (action, fields) = (await visitor.Open("/account/data")).Form(button);
        using var http = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = new Uri(_server.Url) };
        using var request = new HttpRequestMessage(HttpMethod.Post, action) { Content = new FormUrlEncodedContent(fields) };
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/html"));
        request.Headers.TryAddWithoutValidation("Sec-Fetch-Site", "same-origin");
        request.Headers.TryAddWithoutValidation("Cookie", string.Join("; ", visitor.Cookies.Select(c => $"{c.Key}={c.Value}")));
        var response = await http.SendAsync(request);
        Assert.Equal(200, (int)response.StatusCode);
        using var archive = new ZipArchive(await response.Content.ReadAsStreamAsync());
        var files = new Dictionary<string, string>();
        foreach (var entry in archive.Entries)
        {
            using var reader = new StreamReader(entry.Open(), Encoding.UTF8);
            files.Add(entry.FullName, await reader.ReadToEndAsync());
        }

        return (response, files);
    }
}
