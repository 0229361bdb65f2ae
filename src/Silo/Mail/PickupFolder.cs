using System.Globalization;
using Members.Accounts;
using Members.Silo.Hosting;
using MimeKit;

namespace Members.Silo.Mail;

/// <summary>The folder that mails are written to when there is no mail server. It is created with the first mail.</summary>
internal sealed record MailFolder(string Path);

/// <summary>Writes mails into a folder: the default, so that a first start needs no mail server.</summary>
internal sealed class PickupFolder(MailFolder folder, TimeProvider clock) : IMailTransport
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private static readonly FormatOptions WireFormat = new() { NewLineFormat = NewLineFormat.Dos };

    /// <inheritdoc/>
    public string Destination => folder.Path;

    /// <inheritdoc/>
    public async Task Send(OutgoingMail mail, CancellationToken cancellationToken)
    {
        CreateFolder();

        // A program that watches the folder must never see half a mail, so the .eml name comes last.
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
        // The link in the mail is as good as a password.
        await using var file = PrivateFile.Replace(path);
        await message.WriteToAsync(WireFormat, file, cancellationToken);
        file.Flush(flushToDisk: true);
    }

    private string FileName(Guid entry) =>
        string.Create(CultureInfo.InvariantCulture, $"{clock.GetUtcNow().UtcDateTime:yyyyMMdd'T'HHmmssfff'Z'}-{entry:N}.eml");

    private void CreateFolder()
    {
        if (OperatingSystem.IsWindows())
        {
            System.IO.Directory.CreateDirectory(folder.Path);
        }
        else
        {
            System.IO.Directory.CreateDirectory(folder.Path, OwnerOnly);
        }
    }
}
