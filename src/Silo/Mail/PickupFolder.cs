using System.Globalization;
using Members.Accounts;
using MimeKit;

namespace Members.Silo.Mail;

/// <summary>Writes mails into a folder: the default, so that a first start needs no mail server.</summary>
internal sealed class PickupFolder(MailFolder folder, TimeProvider clock) : IMailTransport
{
    private static readonly FormatOptions AsOnTheWire = new() { NewLineFormat = NewLineFormat.Dos };

    /// <inheritdoc/>
    public string Destination => folder.Path;

    /// <inheritdoc/>
    public async Task Send(OutgoingMail mail, CancellationToken cancellationToken)
    {
        MakeFolder();

        // Who watches the folder must never see half a mail, so it gets its .eml name when it is complete.
        var draft = Path.Combine(folder.Path, $".{MemberId.New():N}.tmp");
        try
        {
            await Write(draft, mail.Message, cancellationToken);
            File.Move(draft, Path.Combine(folder.Path, FileName(mail.EntryId)), overwrite: true);
        }
        catch
        {
            File.Delete(draft);
            throw;
        }
    }

    private static async Task Write(string path, MimeMessage message, CancellationToken cancellationToken)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            // The link in the mail is as good as a password.
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        await using var file = new FileStream(path, options);
        await message.WriteToAsync(AsOnTheWire, file, cancellationToken);
        file.Flush(flushToDisk: true);
    }

    private string FileName(Guid entry) =>
        string.Create(CultureInfo.InvariantCulture, $"{clock.GetUtcNow().UtcDateTime:yyyyMMdd'T'HHmmssfff'Z'}-{entry:N}.eml");

    private void MakeFolder()
    {
        if (OperatingSystem.IsWindows())
        {
            System.IO.Directory.CreateDirectory(folder.Path);
        }
        else
        {
            System.IO.Directory.CreateDirectory(folder.Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
