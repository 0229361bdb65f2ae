using System.Globalization;
using System.Text;
using Members.Gateway.Admin.Importing;
using Members.Tests.Http.Hosting;
using Members.Tests.Http.Import.Sources;
using Members.Tests.Http.Pages;
using Microsoft.Extensions.DependencyInjection;

namespace Members.Tests.Http.Admin.Importing;

/// <summary>How files come that are sent to be imported: into memory alone, and no more than there is room for.</summary>
[Collection(ImportCollection.Name)]
public sealed class SentUploadTests(AutomaticServer shared)
{
    private const int Rows = 200_000;

    private readonly MembersServer _server = shared.Server;

    [Fact]
    public async Task Nothing_of_a_large_file_is_written_to_a_disk_while_it_is_sent_and_all_of_it_comes()
    {
        var (owner, written) = (await Importer.Of(_server), new List<string>());
        var page = await Send(owner, Table());
        Assert.Empty(written);
        Assert.Equal(200, page.Status);
        page = await owner.Look(page);
        Assert.Equal(["0", $"{Rows}", "0"], page.Texts("#result ~ dl dd"));
        await page.Submit("Discard the file");

        IEnumerable<byte[]> Table()
        {
            yield return "email\n"u8.ToArray();
            for (var i = 0; i < Rows; i += 1000)
            {
                written.AddRange(System.IO.Directory.GetFiles(Path.GetTempPath(), "ASPNETCORE_*"));
                yield return Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(i, 1000)
                    .Select(n => string.Create(CultureInfo.InvariantCulture, $"no address, {n} {new string('x', 60)}\n"))));
            }
        }
    }

    [Fact]
    public async Task Without_room_a_file_is_not_kept_and_the_page_says_what_to_do()
    {
        var (owner, uploads) = (await Importer.Of(_server), _server.App.Services.GetRequiredService<KeptUploads>());
        var rooms = new List<IDisposable?>();
        for (var bytes = KeptUploads.MostBytesInAll; bytes > 0; bytes /= 2)
        {
            rooms.Add(uploads.TryReserve(Guid.NewGuid(), bytes));
        }

        var page = await owner.Choose(Importer.Table("x", 1));
        Assert.Equal((503, "/admin/import"), (page.Status, page.Path));
        Assert.StartsWith("Others import large files on this node just now.", page.ErrorOf("file"), StringComparison.Ordinal);
        rooms.ForEach(r => r?.Dispose());
        Assert.Equal(200, (await owner.Choose(Importer.Table("x", 1))).Status);
    }

    [Theory]
    [InlineData("--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\nemail")]
    [InlineData("--x\r\nContent-Type: text/csv\r\n\r\nemail\r\n--x--\r\n")]
    public async Task A_form_that_breaks_off_or_that_no_page_sends_is_refused(string body)
    {
        var owner = await Importer.Of(_server);
        var request = FormOf(body);
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        request.Headers.Add("Cookie", string.Join("; ", owner.Browser.Cookies.Select(c => $"{c.Key}={c.Value}")));
        Assert.Equal(400, (await _server.Visitor.SendUnchecked(request)).Status);
    }

    // One that breaks off would be refused if it were read.
    [Fact]
    public async Task The_files_of_a_stranger_are_not_read_and_the_login_page_is_shown()
    {
        var request = FormOf("--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\nemail");
        var reply = await _server.Visitor.SendUnchecked(request);
        Assert.Equal((303, "../log-in?next=admin%2Fimport"), (reply.Status, reply.Header("Location")));
    }

    private static HttpRequestMessage FormOf(string body)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/admin/import") { Content = new StringContent(body) };
        request.Content.Headers.ContentType = new("multipart/form-data") { Parameters = { new("boundary", "x") } };
        return request;
    }

    private static async Task<ShownPage> Send(Importer owner, IEnumerable<byte[]> parts)
    {
        var (action, fields) = (await owner.Browser.Open("/admin/import")).Form("Look at the file");
        return await owner.Browser.SendFiles(action, fields, [("file", "club.csv", (Stream)new MadeStream(parts))]);
    }
}
