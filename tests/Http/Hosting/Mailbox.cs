using System.Text.RegularExpressions;
using MimeKit;

namespace Members.Tests.Http.Hosting;

/// <summary>The folder into which a server without a mail server writes its mails.</summary>
internal sealed partial class Mailbox(string folder)
{
    [GeneratedRegex(@"(?<page>http://[^\s""]+/set-password)\?token=(?<token>mpw_[\w-]{92})", RegexOptions.CultureInvariant)]
    private static partial Regex Link();

    /// <summary>Does something and waits for the mail that it makes come to an address.</summary>
    public async Task<MimeMessage> After(Func<Task> act, string to)
    {
        var before = Files();
        await act();
        return await Eventually.Get(async () => await To(to, Files().Except(before)) is [var mail, ..] ? mail : null, $"a mail to {to}");
    }

    /// <summary>All mails to an address.</summary>
    public async Task<IReadOnlyList<MimeMessage>> To(string to, IEnumerable<string>? among = null)
    {
        var found = new List<MimeMessage>();
        foreach (var file in among ?? Files())
        {
            var message = await MimeMessage.LoadAsync(file);
            if (message.To.Mailboxes.Any(m => m.Address == to))
            {
                found.Add(message);
            }
        }

        return found;
    }

    /// <summary>The token in a mail's link.</summary>
    public static string TokenOf(MimeMessage mail) => Link().Match(mail.TextBody ?? "").Groups["token"].Value;

    /// <summary>The address that a mail's link opens.</summary>
    public static string PageOf(MimeMessage mail) => Link().Match(mail.TextBody ?? "").Groups["page"].Value;

    private string[] Files() => System.IO.Directory.Exists(folder) ? System.IO.Directory.GetFiles(folder, "*.eml") : [];
}
