using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

namespace Members.Tests.EndToEnd;

/// <summary>Mail from the running program over a real connection, also when it died before it could send (contract I11).</summary>
public sealed partial class MailTests : IDisposable
{
    private const string Email = "Ann@example.com", NewPassword = "seven quiet rivers below";
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task The_link_in_a_mail_sets_the_password()
    {
        await using var server = MailServer.Start();
        await using var product = await MembersProcess.Start(_directory.Path, Settings(server.Port));
        using var site = new Site(product.Url, TestSettings.ApiKey);
        await site.Register(Email, "purple kettle on the moon");
        await site.Call(HttpMethod.Post, "/v1/authentication/send-set-password-email", new { email = Email });

        var mail = await server.Receive();

        Assert.Equal([Email], mail.To);
        Assert.Equal("members@example.org", mail.From);
        await SetPassword(site, mail);
    }

    [Fact]
    public async Task A_mail_that_was_accepted_while_the_server_was_away_arrives_after_the_process_was_killed()
    {
        var port = FreePort.Next();
        await using (var product = await MembersProcess.Start(_directory.Path, Settings(port)))
        {
            using var site = new Site(product.Url, TestSettings.ApiKey);
            await site.Register(Email, "purple kettle on the moon");
            var accepted = await site.Call(HttpMethod.Post, "/v1/authentication/send-set-password-email", new { email = Email });
            Assert.Equal(HttpStatusCode.OK, accepted!.Value.Status);
            await product.Kill();
        }

        await using var server = MailServer.Start(new MailServerOptions { Port = port });
        // The second try is due after a minute: by this process's clock, now.
        await using var again = await MembersProcess.Start(_directory.Path, Settings(port), ahead: TimeSpan.FromMinutes(1));
        using var visitor = new Site(again.Url, TestSettings.ApiKey);

        await SetPassword(visitor, await server.Receive(TimeSpan.FromSeconds(120)));
        Assert.Single(server.Mails);
    }

    private static Dictionary<string, string> Settings(int port) => new()
    {
        ["Members__BootstrapApiKey"] = TestSettings.ApiKey,
        ["Members__PublicBaseUrl"] = "https://members.example.org",
        ["Members__Mail__From"] = "Club <members@example.org>",
        ["Members__Mail__Host"] = "127.0.0.1",
        ["Members__Mail__Port"] = port.ToString(CultureInfo.InvariantCulture),
        ["Members__Mail__Security"] = "None",
    };

    private static async Task SetPassword(Site site, ReceivedMail mail)
    {
        var link = Link().Match(mail.Text);
        Assert.True(link.Success);
        var token = link.Groups[1].Value;
        var set = await site.Call(HttpMethod.Post, "/v1/authentication/set-password", new { token, newPassword = NewPassword });
        Assert.Equal(HttpStatusCode.OK, set!.Value.Status);
        Assert.True(await site.CanLogIn(Email, NewPassword));
    }

    [GeneratedRegex("https://members\\.example\\.org/set-password\\?token=(mpw_[A-Za-z0-9_-]{92})")]
    private static partial Regex Link();
}
