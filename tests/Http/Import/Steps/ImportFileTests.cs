using System.Text;
using Members.Gateway.Import.Sources;
using Members.Gateway.Import.Steps;
using Members.Import;
using Members.Tests.Http.Import.Sources;

namespace Members.Tests.Http.Import.Steps;

/// <summary>How the file of an import is named, found again and searched.</summary>
public sealed class ImportFileTests
{
    [Theory]
    [InlineData("ANN@b\u00fccher.example", 2)]
    [InlineData(" ann@xn--bcher-kva.example\u200b", 2)]
    [InlineData("ben@example.com", 3)]
    [InlineData("no address", null)]
    [InlineData("nobody@example.com", null)]
    public async Task The_row_of_an_address_is_found_however_that_is_spelled(string typed, int? row)
    {
        var file = File(Sample.Text("email\nann@xn--bcher-kva.example\nBen@Example.com\nben@example.com\n"));
        Assert.Equal(row, (int?)(await file.Find(typed, CancellationToken.None))?.Row);
    }

    [Fact]
    public async Task To_be_found_again_and_begun_the_file_is_read_once()
    {
        var (opened, calls) = (0, new KnownCalls());
        var file = File(new SourceFile(new string('x', 300), () =>
        {
            opened++;
            return new MemoryStream(Encoding.UTF8.GetBytes("email\n"));
        }));
        var upload = new Upload(calls, file);

        Assert.Null(await upload.FindInterrupted(CancellationToken.None));
        var run = await upload.Begin(CancellationToken.None);
        calls.Runs.Add(run);
        Assert.Equal(run, await upload.FindInterrupted(CancellationToken.None));

        Assert.Equal(1, opened);
        Assert.Equal(ImportRun.MostNameLength, calls.Begun!.FileName.Length);
        Assert.Equal(await file.Digest(CancellationToken.None), calls.Begun.FileDigest);
    }

    private static ImportFile File(SourceFile file) => new([file], ImportSources.Find("csv")!, Sample.Options);
}
