using System.Net;
using System.Text.Json;

namespace Members.Tests.EndToEnd;

/// <summary>The language and the time zone of the machine change nothing that the product does, says or stores.</summary>
public sealed class SurroundingsTests : IDisposable
{
    private static readonly string[] Scopes = ["keys.manage"];
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("tr_TR.UTF-8", "Europe/Berlin")]
    [InlineData("ar_SA.UTF-8", "America/St_Johns")]
    [InlineData("th_TH.UTF-8", "Pacific/Kiritimati")]
    public async Task Passwords_dates_numbers_mails_and_the_log_are_the_same_in_every_language_and_time_zone(string language, string zone)
    {
        var settings = new Dictionary<string, string>
        {
            ["LC_ALL"] = language,
            ["TZ"] = zone,
            ["Members__BootstrapApiKey"] = TestSettings.ApiKey,
            ["Logging__Console__FormatterName"] = "json",
        };
        await using var product = await MembersProcess.Start(_directory.Path, settings);
        using var site = new Site(product.Url, TestSettings.ApiKey);

        foreach (var common in new[] { "iloveyou", "Iloveyou", "ILOVEYOU", "LIVERPOOL", "PRINCESS", "QWERTYUIOP" })
        {
            Assert.Equal((HttpStatusCode.BadRequest, common), ((await site.Register("ann@example.com", common))!.Value.Status, common));
        }

        var fields = await FieldsOfNewMember(site);
        Assert.Equal("1990-05-01T00:00:00.000Z", fields["born"].GetProperty("dateValue").GetString());
        Assert.Equal("0001-01-01T00:00:00.000Z", fields["first day"].GetProperty("dateValue").GetString());
        Assert.Equal("2026-03-29T02:30:00.000Z", fields["minute"].GetProperty("dateValue").GetString());
        Assert.Equal("2026-03-29T00:30:00.000Z", fields["offset"].GetProperty("dateValue").GetString());
        Assert.Equal(1234.5, fields["size"].GetProperty("numValue").GetDouble());

        var key = await site.Call(HttpMethod.Post, "/v1/api-keys", new { name = "k", scopes = Scopes, expiresAt = "2090-01-01" });
        Assert.Equal("2090-01-01T00:00:00.000Z", key!.Value.Body.GetProperty("apiKey").GetProperty("expiresAt").GetString());

        await site.Call(HttpMethod.Post, "/v1/authentication/send-set-password-email", new { email = "ann@example.com" });
        var mails = Path.Combine(_directory.Path, "data", "mail");
        var mail = await Eventually.Get(
            () => Task.FromResult(Directory.Exists(mails) ? Directory.GetFiles(mails, "*.eml").FirstOrDefault() : null), "a mail");
        var year = TimeProvider.System.GetUtcNow().Year;
        Assert.Matches(
            $@"\nDate: (Mon|Tue|Wed|Thu|Fri|Sat|Sun), [0-9]+ [A-Z][a-z][a-z] {year} [0-9:]+ \+0000\r?\n",
            await File.ReadAllTextAsync(mail));
        Assert.Matches($@"""Time"":""{year}-[0-9][0-9]-[0-9][0-9]T[0-9:.]+Z""", product.Output);
        Assert.Equal(0, await product.Stop());
    }

    private static async Task<Dictionary<string, JsonElement>> FieldsOfNewMember(Site site)
    {
        object[] given =
        [
            new { name = "born", dateValue = "1990-05-01" },
            new { name = "first day", dateValue = "0001-01-01" },
            new { name = "minute", dateValue = "2026-03-29T02:30" }, // which a clock in Berlin leaves out
            new { name = "offset", dateValue = "2026-03-29T02:30:00+02:00" },
            new { name = "size", numValue = 1234.5 },
        ];
        var answer = await site.Call(HttpMethod.Post, "/v1/authentication/register", new
        {
            email = "ann@example.com",
            password = TestSettings.Password,
            contactInfo = new { customFields = given },
        });
        Assert.Equal(HttpStatusCode.OK, answer!.Value.Status);
        var fields = answer.Value.Body.GetProperty("member").GetProperty("customFields");
        return fields.EnumerateArray().ToDictionary(f => f.GetProperty("name").GetString()!);
    }
}
