using System.Globalization;
using System.Text;
using Members.Emails;
using Members.Grains.Mail;
using Microsoft.Extensions.Options;
using MimeKit;
using MimeKit.Text;

namespace Members.Silo.Mail;

/// <summary>Writes a mail: what the outbox says becomes a message of a plain and an HTML part.</summary>
internal sealed class MailComposer(IOptions<MailOptions> options, IPublicBaseUrl site, TimeProvider clock)
{
    // RFC 5322, 2.1.1, without the line ending.
    private const int MaxLine = 998;

    private readonly MailTemplate _setPassword = MailTemplate.Of(MailKind.SetPassword);
    private readonly MailTemplate _loginEmailChanged = MailTemplate.Of(MailKind.LoginEmailChanged);
    private readonly MailTemplate _verificationCode = MailTemplate.Of(MailKind.VerificationCode);

    /// <summary>Writes it.</summary>
    public OutgoingMail Compose(MailJob job)
    {
        var template = job.Kind switch
        {
            MailKind.SetPassword => _setPassword,
            MailKind.VerificationCode => _verificationCode,
            _ => _loginEmailChanged,
        };
        var sender = MailboxAddress.Parse(options.Value.From);
        var values = Values(job, sender);

        // Read again although it was checked when stored: nothing else may ever reach a header or the envelope.
        var recipient = new MailboxAddress(name: null, EmailAddress.Parse(job.To).Typed);
        var message = new MimeMessage([sender], [recipient], template.Subject(values), Body(template, values))
        {
            Date = clock.GetUtcNow(),
            MessageId = $"{Identity(job)}@{sender.Domain}",
        };

        // So that out-of-office replies do not come back (RFC 3834, 5).
        message.Headers.Add("Auto-Submitted", "auto-generated");
        return new OutgoingMail(job.EntryId, message);
    }

    // The same mail sent twice has the same identity and is shown once. Another try carries another link or code, and the first
    // one is dead by then: a mailbox that hid the second mail as a double would leave the member with what is dead.
    private static string Identity(MailJob job) => job switch
    {
        { Link: { } link } => $"{job.EntryId:N}.{link.Id:N}",
        { Code: not null } => string.Create(CultureInfo.InvariantCulture, $"{job.EntryId:N}.{job.Attempt}"),
        _ => $"{job.EntryId:N}",
    };

    private static MultipartAlternative Body(MailTemplate template, Dictionary<string, object?> values) =>
    [
        Part(TextFormat.Plain, template.Text(values)),
        Part(TextFormat.Html, template.Html(values)),
    ];

    // Either encoding is the same bytes whatever the server can take. Plain where it can be, so that the link in a mail that
    // was written to a file is there to be read and copied.
    private static TextPart Part(TextFormat format, string text) => new(format)
    {
        Text = text,
        ContentTransferEncoding = Ascii.IsValid(text) && text.Split('\n').All(l => l.Length <= MaxLine) ? ContentEncoding.SevenBit : ContentEncoding.QuotedPrintable,
    };

    private Dictionary<string, object?> Values(MailJob job, MailboxAddress sender) => new(StringComparer.Ordinal)
    {
        ["name"] = GreetingName.Of(job.Name),
        ["site"] = options.Value.SiteName,
        ["contact"] = sender.Address,
        ["link"] = Link(job),
        ["code"] = job.Kind == MailKind.VerificationCode ? Code(job) : null,
        ["lifetime"] = LifetimeWords.Of(job.LinkLifetime),
        ["hide_ignore"] = job.HideIgnoreMessage,
    };

    private string? Link(MailJob job) => job.Kind switch
    {
        MailKind.SetPassword => Page("set-password", Token(job)),
        MailKind.LoginEmailChanged when job.Link is not null => Page("undo-email-change", Token(job)),
        _ => null,
    };

    private string Page(string name, string token) => $"{site.Value.GetLeftPart(UriPartial.Path).TrimEnd('/')}/{name}?token={Uri.EscapeDataString(token)}";

    private static string Token(MailJob job) =>
        job.Link?.Reveal() ?? throw new InvalidOperationException("A set-password mail needs the token of its link.");

    private static string Code(MailJob job) => job.Code?.Reveal() ?? throw new InvalidOperationException("A mail of a code needs the code.");
}
