using System.Globalization;
using System.Text;
using Members.Emails;
using Members.Grains;
using Members.Grains.Mail;
using Microsoft.Extensions.Options;
using MimeKit;
using MimeKit.Text;

namespace Members.Silo.Mail;

/// <summary>Composes mails: turns an entry of the outbox into a message with a plain-text and an HTML part.</summary>
internal sealed class MailComposer(
    IOptions<MailOptions> options, IOptions<MembersOptions> members, MailTemplates templates, IPublicBaseUrl site, TimeProvider clock)
{
    // RFC 5322, 2.1.1, without the line ending.
    private const int MaxLine = 998;

    public OutgoingMail Compose(MailJob job)
    {
        var format = MailFormat.Of(job.Kind);
        if (!format.IsComplete(job))
        {
            throw new InvalidOperationException($"A mail of the kind {job.Kind} lacks its {format.Required}.");
        }

        var sender = MailboxAddress.Parse(options.Value.From);
        var language = templates.Language($"{job.Facts?.Languages},{members.Value.DefaultLanguage}");
        var (template, values) = (templates.Of(job.Kind, language), Values(job, format, sender, templates.WordsOf(language)));

        // Parsed again although it was checked before it was stored: nothing else may ever reach a header or the envelope.
        var recipient = new MailboxAddress(name: null, EmailAddress.Parse(job.To).Typed);
        var message = new MimeMessage([sender], [recipient], template.Subject(values), Body(template, values))
        {
            Date = clock.GetUtcNow(),
        };

        // Not by the property, which would make letters beyond ASCII of an A-label: some servers refuse them in a header.
        var address = sender.GetAddress(idnEncode: true);
        message.Headers.Replace(HeaderId.MessageId, $"<{Identity(job)}@{address[(address.LastIndexOf('@') + 1)..]}>");

        // Keeps out-of-office replies away (RFC 3834, 5).
        message.Headers.Add("Auto-Submitted", "auto-generated");
        message.Headers.Add("Content-Language", language);
        message.Headers.Add("Members-Mail", format.Template);
        return new OutgoingMail(job.EntryId, message);
    }

    // The same mail sent twice has the same identity, so a mailbox shows it once. Another attempt carries a new link or code, which stays
    // good for longer. If it had the same identity, the mailbox would hide it.
    private static string Identity(MailJob job) => job is { Link: null, Code: null }
        ? $"{job.EntryId:N}"
        : string.Create(CultureInfo.InvariantCulture, $"{job.EntryId:N}.{job.Attempt}");

    private static MultipartAlternative Body(MailTemplate template, Dictionary<string, object?> values) =>
    [
        Part(TextFormat.Plain, template.Text(values)),
        Part(TextFormat.Html, template.Html(values)),
    ];

    // Both encodings are 7-bit, whatever the server supports. Where the text allows, it stays readable, so that the link in a
    // mail written to a file can be copied.
    private static TextPart Part(TextFormat format, string text) => new(format)
    {
        Text = text,
        ContentTransferEncoding = Ascii.IsValid(text) && text.Split('\n').All(l => l.Length <= MaxLine)
            ? ContentEncoding.SevenBit
            : ContentEncoding.QuotedPrintable,
    };

    private Dictionary<string, object?> Values(MailJob job, MailFormat format, MailboxAddress sender, MailWords words) =>
        new(StringComparer.Ordinal)
        {
            ["name"] = GreetingName.Of(job.Name),
            ["site"] = options.Value.SiteName,
            ["contact"] = sender.Address,
            ["link"] = LinkOf(job, format),
            ["code"] = job.Code?.Reveal(),
            ["lifetime"] = words.Of(job.LinkLifetime),
            ["hide_ignore"] = job.HideIgnoreMessage,

            // One text and one time, under the name that they have in the mail that they are in.
            ["reason"] = job.Facts?.Text,
            ["question"] = job.Facts?.Text,
            ["note"] = job.Facts?.Text,
            ["again"] = job.Facts?.At is { } again ? words.Of(again) : null,
            ["until"] = job.Facts?.At is { } until ? words.Of(until) : null,
            ["count"] = job.Queue?.Count,
            ["oldest"] = job.Queue is { } queue ? words.About(queue.Waited) : null,
            ["applications"] = job.Queue?.First
                .Select(a => new ShownApplication(GreetingName.Of(a.Name), a.Email, Link("decide", a.Link.Reveal()))).ToArray(),
            ["queue"] = site.HasConsole ? Page("admin/queue") : null,
        };

    private string? LinkOf(MailJob job, MailFormat format) => format.LinkPage switch
    {
        null => null,
        "" => job.Facts?.Url ?? Page(""),
        var page => job.Link is { } token ? Link(page, token.Reveal()) : job.Facts?.Url is { } relative ? Page(relative) : null,
    };

    private string Link(string page, string token) => $"{Page(page)}?token={Uri.EscapeDataString(token)}";

    // The host in ASCII: not every program that makes links out of plain text knows other letters in one.
    private string Page(string page)
    {
        var ascii = new UriBuilder(site.Value) { Host = site.Value.IdnHost }.Uri;
        return $"{ascii.GetLeftPart(UriPartial.Path).TrimEnd('/')}/{page}";
    }
}
