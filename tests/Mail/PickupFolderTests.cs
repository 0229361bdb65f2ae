using Members.Silo.Mail;
using Microsoft.Extensions.Time.Testing;

namespace Members.Tests.Mail;

public sealed class PickupFolderTests : IDisposable
{
    private readonly TemporaryDirectory _temp = new();

    private string Folder => Path.Combine(_temp.Path, "data", "mail");

    public void Dispose() => _temp.Dispose();

    [Fact]
    public async Task A_mail_becomes_one_file_named_by_time_and_entry()
    {
        var mail = Sample.Composer().Compose(Sample.SetPassword());

        await Transport().Send(mail, CancellationToken.None);

        var file = Assert.Single(System.IO.Directory.GetFileSystemEntries(Folder));
        Assert.Equal($"20260504T030201000Z-{mail.EntryId:N}.eml", Path.GetFileName(file));
        Assert.Equal(Sample.Bytes(mail.Message), await File.ReadAllBytesAsync(file));
    }

    [Fact]
    public async Task Only_the_owner_may_look()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        await Transport().Send(Sample.Composer().Compose(Sample.SetPassword()), CancellationToken.None);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Folder));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(System.IO.Directory.GetFiles(Folder).Single()));
    }

    [Fact]
    public async Task A_mail_that_could_not_be_written_leaves_nothing_behind()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Transport().Send(Sample.Composer().Compose(Sample.SetPassword()), cancelled.Token));

        Assert.Empty(System.IO.Directory.GetFileSystemEntries(Folder));
    }

    [Fact]
    public async Task A_folder_that_cannot_be_made_is_a_failure()
    {
        await File.WriteAllTextAsync(Path.Combine(_temp.Path, "data"), "in the way");

        await Assert.ThrowsAnyAsync<IOException>(
            () => Transport().Send(Sample.Composer().Compose(Sample.SetPassword()), CancellationToken.None));
    }

    private PickupFolder Transport() => new(new MailFolder(Folder), new FakeTimeProvider(Sample.Now));
}
