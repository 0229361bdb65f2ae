using System.IO.Compression;
using System.Text;
using Members.Gateway.Import.Sources;
using Members.Gateway.Import.Sources.Reading;

namespace Members.Tests.Http.Import.Sources;

/// <summary>Each is one sentence that says where and what to do, and never repeats what a cell holds.</summary>
public sealed class BadFilesTests
{
    [Theory]
    [InlineData("csv", "", "EMPTY_FILE", null, null)]
    [InlineData("csv", "\uFEFF", "EMPTY_FILE", null, null)]
    [InlineData("csv", "\nemail\nann@example.com", "HEADER_MISSING", 1L, null)]
    [InlineData("csv", "ann@example.com,Ann\nben@example.com,Ben", "HEADER_MISSING", 1L, null)]
    [InlineData("csv", "name,town\nAnn,Bonn", "COLUMN_MISSING", 1L, null)]
    [InlineData("csv", "email,Name,E-Mail,name\na@example.com,A", "DUPLICATE_COLUMN", 1L, "name")]
    [InlineData("csv", "email,name\nann@example.com,Ann\nben@example.com,Be\"n", "BROKEN_QUOTES", 3L, "name")]
    [InlineData("csv", "email,name,town\nann@example.com,\"A,n\" n,Bonn\n", "BROKEN_QUOTES", 2L, "name")]
    [InlineData("csv", "email,name\nann@example.com,A\nben@example.com,\"Ben\ncleo@example.com,C\n", "BROKEN_QUOTES", 3L, "name")]
    [InlineData("csv", "email,\"name\nann@example.com,Ann\n", "BROKEN_QUOTES", 1L, "2")]
    [InlineData("ghost", "name,labels\nAnn,x", "COLUMN_MISSING", 1L, null)]
    [InlineData("discourse", "user_id,password_hash,password_salt\n1,a,b", "ONE_FILE", null, null)]
    [InlineData("kratos", "[{\"traits\":{}},{\"traits\":", "INVALID_JSON", 2L, null)]
    [InlineData("kratos", "[{\"traits\":{}} {}]", "INVALID_JSON", 2L, null)]
    [InlineData("keycloak", "{\"realm\":\"x\"}", "LIST_MISSING", null, null)]
    [InlineData("firebase", "{\"users\":[{\"email\":\"a@b.example\",\"passwordHash\":\"A\"}]}", "OPTION_MISSING", 1L, "passwordHash")]
    [InlineData("members", "{\"schema\":\"members/1\",\"email\":\"ann@example.com\",\"status\":\"ACTIVE\"}\n", "CUT_SHORT", 1L, null)]
    [InlineData("members", "{\"schema\":\"members/1\",\"email\":\"ann@exam", "INVALID_JSON", 1L, "email")]
    [InlineData("members", "[]", "INVALID_JSON", 1L, null)]
    [InlineData("members", "null", "INVALID_JSON", 1L, null)]
    public async Task A_broken_file(string source, string text, string code, long? row, string? column)
    {
        var problem = await Sample.ProblemAsync(source, text);

        Assert.Equal((code, row, column), (problem.Code, problem.Row, problem.Column));
        Assert.EndsWith(".", problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("@example", problem.Message, StringComparison.Ordinal);
        Assert.True(row is null || problem.Message.StartsWith($"Row {row}", StringComparison.Ordinal), problem.Message);
        Assert.True(column is null || problem.Message.Contains($"column '{column}'", StringComparison.Ordinal), problem.Message);
    }

    [Fact]
    public async Task A_second_file_that_cannot_be_joined_ends_the_reading()
    {
        var approvals = Sample.Text("user_id,meta_key,meta_value\n1,pw_user_status,pending");
        var hashes = Sample.Text("{\"email\":\"a@example.com\",\"passwordHash\":\"x\"}\n{\"email\":\"\\ud800\"}", "hashes.ndjson");

        var noId = await Assert.ThrowsAsync<FileProblemException>(() => Sample.ReadAsync(
            "wordpress", Sample.Options, Sample.Text("user_login,user_email\nann,ann@example.com"), approvals));
        var noHash = await Assert.ThrowsAsync<FileProblemException>(() => Sample.ReadAsync(
            "auth0", Sample.Options, Sample.Text("{\"email\":\"a@example.com\",\"user_id\":\"1\"}"), hashes));
        var row = Assert.Single(await Sample.ReadAsync(
            "wordpress", Sample.Options, Sample.Text("ID,user_login,user_email\n,ann,ann@example.com"), approvals));

        Assert.Equal("COLUMN_MISSING", noId.Code);
        Assert.Contains("'ID'", noId.Message, StringComparison.Ordinal);
        Assert.Equal(("INVALID_JSON", 2L), (noHash.Code, noHash.Row));
        Assert.Contains("'hashes.ndjson'", noHash.Message, StringComparison.Ordinal);
        Assert.Equal("2 - [Refused ID ID_REQUIRED]", Sample.Shown(row));
    }

    [Fact]
    public async Task What_is_no_text_is_named_with_what_to_do_instead()
    {
        using var zip = new MemoryStream();
        using (var archive = new ZipArchive(zip, ZipArchiveMode.Create, leaveOpen: true))
        {
            archive.CreateEntry("[Content_Types].xml");
            archive.CreateEntry("xl/workbook.xml");
        }

        using var gzip = new MemoryStream();
        using (var compressed = new GZipStream(gzip, CompressionLevel.Fastest, leaveOpen: true))
        {
            compressed.Write("email\n"u8);
        }

        Assert.Contains("Excel workbook", await NotTextAsync(zip.ToArray()), StringComparison.Ordinal);
        Assert.Contains("gunzip", await NotTextAsync(gzip.ToArray()), StringComparison.Ordinal);
        Assert.Contains("ZIP archive", await NotTextAsync("PK\x03\x04 and more"u8.ToArray()), StringComparison.Ordinal);
        Assert.Contains("utf-16", await NotTextAsync(Encoding.Unicode.GetBytes("email\nann@example.com")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("email,name\nann@example.com,Ann\nben@example.com,Bj\u00f6rn\n", 3L, "name")]
    [InlineData("email,Stra\u00dfe\nann@example.com,Ann\n", 1L, "2")]
    public async Task Windows_1252_is_found_by_its_first_letter_beyond_ASCII(string text, long row, string column)
    {
        var bytes = SourceText.FindEncoding("windows-1252")!.GetBytes(text);
        var file = SourceFile.Of("members.csv", bytes);

        var problem = await Assert.ThrowsAsync<FileProblemException>(() => Sample.ReadAsync("csv", Sample.Options, file));

        Assert.Equal(("WRONG_ENCODING", row, column), (problem.Code, problem.Row, problem.Column));
        Assert.Contains("windows-1252", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("windows-1252", false)]
    [InlineData("utf-16", true)]
    [InlineData("utf-16BE", true)]
    [InlineData("utf-8", true)]
    public async Task A_known_encoding_is_decoded(string name, bool hasMark)
    {
        var encoding = SourceText.FindEncoding(name)!;
        byte[] bytes = [.. hasMark ? encoding.GetPreamble() : [], .. encoding.GetBytes("email;name\r\nbjoern@example.com;Björn\r\n")];
        var options = Sample.Options with { Encoding = hasMark ? null : encoding };

        var row = Assert.Single(await Sample.ReadAsync("csv", options, SourceFile.Of("members.csv", bytes)));

        Assert.Equal("Björn", row.Member?.Contact.FirstName);
    }

    [Fact]
    public async Task Bytes_that_an_encoding_does_not_have_end_the_reading()
    {
        byte[] bytes = [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes("email\nann@example.com\n"), 0x00, 0xD8, 0x41, 0];

        var problem = await Assert.ThrowsAsync<FileProblemException>(
            () => Sample.ReadAsync("csv", Sample.Options, SourceFile.Of("members.csv", bytes)));

        Assert.Equal("WRONG_ENCODING", problem.Code);
    }

    [Fact]
    public void An_encoding_that_there_is_not() => Assert.Null(SourceText.FindEncoding("klingon"));

    private static async Task<string> NotTextAsync(byte[] bytes)
    {
        var problem = await Assert.ThrowsAsync<FileProblemException>(
            () => Sample.ReadAsync("csv", Sample.Options, SourceFile.Of("members.csv", bytes)));
        Assert.Equal("NOT_TEXT", problem.Code);
        return problem.Message;
    }
}
