using System.Net;
using System.Text;
using Members.Tests.Http.Hosting;
using Members.Tests.Http.Import.Sources;
using Members.Tests.Http.Pages;

namespace Members.Tests.Http.Admin.Importing;

/// <summary>Importing in the console, from the file to taking it back.</summary>
[Collection(ImportCollection.Name)]
public sealed class ImportPagesTests(AutomaticServer shared)
{
    private readonly MembersServer _server = shared.Server;

    [Fact]
    public async Task A_file_is_recognised_looked_at_tried_imported_and_taken_back()
    {
        var (owner, mark) = (await Importer.Of(_server), Mark());
        var page = await owner.Choose(Importer.Table(mark, 3).Replace("2026-03-01", "01.03.2026", StringComparison.Ordinal));
        Assert.StartsWith("Any table as CSV – because it is a table with", page.Text("#what ~ p"), StringComparison.Ordinal);
        Assert.Equal(("email", "createdAt"), (page.ValueOf("column-0"), page.ValueOf("column-3")));

        page = await owner.Look(page, ("dateFormat", "dd.MM.yyyy"));
        Assert.Equal(["3", "1", "0"], page.Texts("#result ~ dl dd"));
        Assert.Contains("INVALID_EMAIL – one row", page.Texts("summary"));
        Assert.Equal("dd.MM.yyyy", page.ValueOf("dateFormat"));
        Assert.Empty(await Found(mark));

        page = await page.Submit("Try it", ("email", $"{mark}1@EXAMPLE.com"), ("password", Importer.Password));
        Assert.StartsWith("The password matches", page.Text("#trial ~ .done"), StringComparison.Ordinal);
        page = await page.Submit("Try it", ("email", $"{mark}1@example.com"), ("password", "not the password"));
        Assert.StartsWith("The password does not match", page.Text("#trial ~ .error"), StringComparison.Ordinal);
        Assert.DoesNotContain("$2b$", page.Reply.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(mark, page.Reply.Text, StringComparison.Ordinal);

        page = await owner.Settled(await page.Submit("Import now"));
        Assert.StartsWith("/admin/import/runs/", page.Path, StringComparison.Ordinal);
        Assert.Equal(["finished", "3", "1"], Facts(page, "State", "Imported", "Refused"));
        Assert.Equal(["5", "E-Mail"], page.Texts("tbody tr td").Take(2));
        Assert.Equal(3, (await Found(mark)).Count);
        Assert.DoesNotContain(mark, page.Reply.Text, StringComparison.Ordinal);
        await PageVisitor.LoggedIn(_server, $"{mark}2@example.com", Importer.Password);

        var report = (await page.Follow("Report of all rows (CSV)")).Reply;
        Assert.Equal(5, report.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains("\n5,REFUSED,,E-Mail,INVALID_EMAIL,", report.Text.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.DoesNotContain("@", report.Text, StringComparison.Ordinal);

        page = await page.Submit("Mail them a link");
        Assert.StartsWith("The mails will leave in waves.", page.Message, StringComparison.Ordinal);
        page = await owner.Settled(await page.Submit("Remove 3 members"));
        Assert.Equal(["undone", "2", "1"], Facts(page, "State", "Removed", "Kept"));
        Assert.Single(await Found(mark));
        Assert.Contains("club.csv", (await owner.Browser.Open("/admin/import")).Texts("tbody a"));
    }

    [Fact]
    public async Task A_member_with_an_odd_column_comes_as_the_columns_were_chosen()
    {
        var (owner, mark) = (await Importer.Of(_server), Mark());
        var page = await owner.Choose($"Kontakt;Name;Straße\n{mark}@example.com;Ann Lee;Am Weg 1\n");
        page = await page.Submit("Look at all rows");
        Assert.Equal(400, page.Status);
        Assert.Contains("One column must be the e-mail address.", page.Texts("main .error"));
        page = await page.Submit("Look at all rows", ("column-0", "email"), ("column-1", "email"));
        Assert.Equal((400, "Another column is this already."), (page.Status, page.ErrorOf("column-1")));
        PageChecks.IsTied(page.Reply);

        page = await owner.Look(page, ("column-0", "email"), ("column-1", ""), ("column-2", "custom"), ("status", "Pending"));
        page = await owner.Settled(await page.Submit("Import now"));
        Assert.Equal(["1"], Facts(page, "Imported"));
        var member = Assert.Single(await Found(mark));
        Assert.Equal("PENDING", member.Str("status"));
        Assert.DoesNotContain("Lee", member.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_source_is_taken_and_firebase_asks_for_its_parameters()
    {
        var owner = await Importer.Of(_server);
        var file = await File.ReadAllBytesAsync(Sample.PathOf("firebase.csv"));
        var page = await owner.Choose("firebase.csv", file, ("source", "firebase"));
        Assert.StartsWith("Firebase", page.Text("#what ~ p"), StringComparison.Ordinal);
        page = await owner.Look(page);
        Assert.Contains("Password hash parameters", page.Message, StringComparison.Ordinal);
        page = await page.Submit("Look at all rows", ("firebase-password-parameters", "rounds: 8"));
        Assert.Equal(400, page.Status);
        Assert.StartsWith("There must be base64_signer_key", page.ErrorOf("firebase-password-parameters"), StringComparison.Ordinal);

        const string key = "jxspr8Ki0RYycVU8zykbdLGjFQ3McFUH0uiiTvC8pVMXAn210wjLNmdZJzxUECKbm0QsEmYUSDzZvpjeJ9WmXA==";
        var parameters = $"base64_signer_key: {key},\nbase64_salt_separator: Bw==,\nrounds: 8,\nmem_cost: 14";
        page = await owner.Look(page, ("firebase-password-parameters", parameters));
        Assert.Single(page.Texts("#result"));
        Assert.DoesNotContain(page.Texts("summary"), t => t.Contains("HASH", StringComparison.Ordinal));
        Assert.DoesNotContain(key, WebUtility.HtmlDecode(page.Reply.Text), StringComparison.Ordinal);

        page = await page.Submit("Take this one", ("source", "csv"));
        Assert.Equal(400, page.Status);
        Assert.Equal("Row 1: it looks like a member; the first row has to name the columns.", page.ErrorOf("source"));
        Assert.DoesNotContain("ann@example.com", page.Reply.Text, StringComparison.Ordinal);
        page = await page.Submit("Take this one", ("source", "members"));
        Assert.Empty(page.Texts("#result")); // what was seen of another source counts no more
    }

    [Theory]
    [InlineData("PK\u0003\u0004 and so on", "is a ZIP archive; unpack it")]
    [InlineData("", "is empty")]
    [InlineData("E-Mail;Stra\u00dfe\nann@example.com;Weg", "the text is not UTF-8; save the file as")]
    [InlineData("E-Mail;E-Mail\nann@example.com;ann@example.com", "two columns have this name")]
    public async Task What_is_wrong_with_a_file_is_said_beside_it(string content, string sentence)
    {
        var owner = await Importer.Of(_server);
        var page = await owner.Choose("{odd}.csv", Encoding.Latin1.GetBytes(content));
        Assert.Equal((400, "/admin/import"), (page.Status, page.Path));
        Assert.Contains(sentence, page.ErrorOf("file"), StringComparison.Ordinal);
        Assert.DoesNotContain("ann@example.com", page.Reply.Text, StringComparison.Ordinal);
        PageChecks.IsTied(page.Reply);
    }

    [Fact]
    public async Task A_file_that_is_missing_too_large_or_unknown_is_not_taken_and_its_encoding_can_be_named()
    {
        var owner = await Importer.Of(_server);
        var page = await (await owner.Browser.Open("/admin/import")).Submit("Look at the file");
        Assert.Equal((400, "Choose a file."), (page.Status, page.ErrorOf("file")));
        page = await owner.Choose("large.csv", new byte[(64 * 1024 * 1024) + 1]);
        Assert.Equal(413, page.Status);
        Assert.Equal("Both files together may have at most 64 MiB. Use the command: members import FILE", page.ErrorOf("file"));
        page = await owner.Choose("{\"what\":\"is this\"}");
        Assert.Equal(400, page.Status);
        Assert.StartsWith("It is not clear what this file is", page.ErrorOf("source"), StringComparison.Ordinal);

        page = await owner.Choose("old.csv", Encoding.Latin1.GetBytes("E-Mail;Stra\u00dfe\n"), ("encoding", "windows-1252"));
        Assert.Contains("Stra\u00dfe", page.Texts("label"));
        page = await owner.Look(page);
        Assert.Equal(["0", "0", "0"], page.Texts("#result ~ dl dd"));
        Assert.DoesNotContain("Import now", page.Texts("button"));
        Assert.Equal("/admin/import", (await page.Submit("Discard the file")).Path);
        Assert.Equal(404, (await owner.Browser.Open(page.Address)).Status);
    }

    private static string Mark() => $"w{Guid.NewGuid():N}-";

    private static IEnumerable<string> Facts(ShownPage page, params string[] names) =>
        names.Select(n => page.Texts("dl.facts dd")[page.Texts("dl.facts dt").ToList().IndexOf(n)]);

    private async Task<IReadOnlyList<System.Text.Json.JsonElement>> Found(string mark) =>
        [.. (await _server.Operator.Get($"/v1/members?q={mark}")).Done().GetProperty("members").EnumerateArray()];
}
