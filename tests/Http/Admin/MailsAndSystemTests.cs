using Members.Clustering;
using Members.Tests.Http.Pages;

namespace Members.Tests.Http.Admin;

/// <summary>Mails and the state of the site, on the pages of the console.</summary>
[Collection(ConsoleCollection.Name)]
public sealed class MailsAndSystemTests(ConsoleServer shared)
{
    [Fact]
    public async Task Every_mail_is_shown_in_every_language()
    {
        var owner = await shared.Staff("owner");
        var page = await owner.Open("/admin/mails");
        var links = page.Document.QuerySelectorAll("main td a").Select(a => a.GetAttribute("href")!).ToList();
        Assert.True(links.Count >= 22, $"{links.Count}");
        foreach (var link in links)
        {
            var mail = await owner.Open("/" + link);
            Assert.True(mail.Status == 200, mail.ToString());
            Assert.NotEqual(link.Split('/')[^2], mail.Title);
            Assert.NotEqual("", mail.Text("main .card"));
            PageChecks.IsHarmless(mail.Reply);
        }

        Assert.Equal(404, (await owner.Open("/admin/mails/verification-code/xx")).Status);
        Assert.Equal(404, (await owner.Open("/admin/mails/nothing/en")).Status);
    }

    [Fact]
    public async Task The_HTML_of_a_mail_is_in_a_sandbox()
    {
        var owner = await shared.Staff("owner");
        var page = await (await owner.Open("/admin/mails/set-password/en")).Follow("As mail programs show it");

        Assert.Equal((200, "text/html"), (page.Status, page.Reply.MediaType));
        var policy = page.Reply.Header("Content-Security-Policy")!.Split("; ");
        Assert.All(["sandbox", "default-src 'none'", "form-action 'none'", "frame-ancestors 'none'"], p => Assert.Contains(p, policy));
        Assert.DoesNotContain(policy, p => p.Contains("allow-", StringComparison.Ordinal));
        Assert.Equal(403, (await (await shared.Staff("approver")).Open("/admin/mails/set-password/en/html")).Status);
    }

    [Fact]
    public async Task The_state_of_the_site_names_its_silo_and_its_version()
    {
        var page = await (await shared.Staff("auditor")).Open("/admin/system");

        Assert.Equal(200, page.Status);
        Assert.Equal("runs", page.Text("tbody .badge"));
        Assert.NotEqual("", page.Text("dl.facts code"));
        Assert.Matches("[0-9]", page.Text("tbody td:nth-of-type(4)"));
        Assert.Matches("^0 of [1-9][0-9]*$", page.Text("tbody td:nth-of-type(7)"));
        Assert.Equal(("0", MembersCluster.Version), (page.Text("tbody td:nth-of-type(8)"), page.Text("tbody td:nth-of-type(9)")));
        Assert.Matches("Database ?SQLite 3[.0-9]+, [0-9,.]+ [kM]B ?Schema ?0004-owned-addresses ?", page.Text("dl.facts"));
        Assert.Matches("Members by status.*Member: [1-9][0-9]*", page.Text("dl.facts"));
        Assert.DoesNotContain("node could not be asked", page.Words, StringComparison.Ordinal);
        PageChecks.IsHarmless(page.Reply);
    }
}
