using Members.Silo.Hosting;

namespace Members.Tests.Storage;

/// <summary>Files for their owner alone, such as backups and exports.</summary>
public sealed class PrivateFileTests : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private readonly TemporaryDirectory _directory = new();

    private string Target => Path.Combine(_directory.Path, "target");

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_file_that_others_could_read_or_a_link_is_replaced_and_not_written_through()
    {
        var other = Path.Combine(_directory.Path, "other");
        await File.WriteAllTextAsync(other, "before");
        File.SetUnixFileMode(other, OwnerOnly | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        File.CreateSymbolicLink(Target, other);
        await Write(PrivateFile.Replace(Target), "after");
        Assert.Equal("before", await File.ReadAllTextAsync(other));
        await Write(PrivateFile.Replace(other), "after");
        Assert.All([Target, other], f => Assert.Equal(("after", OwnerOnly), (File.ReadAllText(f), File.GetUnixFileMode(f))));
        Assert.Null(new FileInfo(Target).LinkTarget);
    }

    [Fact]
    public async Task What_is_appended_goes_to_the_end_of_a_file_that_is_made_for_its_owner()
    {
        await Write(PrivateFile.Append(Target), "one ");
        await Write(PrivateFile.Append(Target), "two");
        Assert.Equal(("one two", OwnerOnly), (await File.ReadAllTextAsync(Target), File.GetUnixFileMode(Target)));
    }

    [Fact]
    public async Task A_file_has_its_name_when_it_is_whole_and_not_before()
    {
        await File.WriteAllTextAsync(Target, "before");
        var written = await PrivateFile.WriteWhole(Target, async file =>
        {
            await file.WriteAsync("after"u8.ToArray());
            Assert.Equal("before", await File.ReadAllTextAsync(Target));
            return 5;
        });
        Assert.Equal((5, "after", OwnerOnly), (written, await File.ReadAllTextAsync(Target), File.GetUnixFileMode(Target)));
        Assert.Equal([Target], System.IO.Directory.GetFiles(_directory.Path));
    }

    [Fact]
    public async Task A_file_that_cannot_be_written_to_its_end_leaves_the_one_of_before_and_no_half()
    {
        await File.WriteAllTextAsync(Target, "before");
        await Assert.ThrowsAsync<IOException>(() => PrivateFile.WriteWhole<int>(Target, async file =>
        {
            await file.WriteAsync("half"u8.ToArray());
            throw new IOException("The disk is full.");
        }));
        Assert.Equal("before", await File.ReadAllTextAsync(Target));
        Assert.Equal([Target], System.IO.Directory.GetFiles(_directory.Path));
    }

    private static async Task Write(FileStream file, string text)
    {
        await using var writer = new StreamWriter(file);
        await writer.WriteAsync(text);
    }
}
