using Members.Grains.Mail;
using Members.Mail;
using Microsoft.Extensions.Options;

namespace Members.Silo.Mail;

/// <summary>Writes mails with sample values, by the templates and the settings of this silo.</summary>
internal sealed class MailPreviews(
    MailTemplates templates, MailComposer composer, MailMetrics metrics, IOptions<MailOptions> options, TimeProvider clock) : IMailPreviews
{
    private static readonly MailKind[] Kinds = Enum.GetValues<MailKind>();

    public MailOverview Overview()
    {
        var (waiting, oldest) = metrics.Unsent(clock.GetUtcNow());
        return new(
            [.. Kinds.Select(k => MailFormat.Of(k).Template)],
            [.. templates.Languages],
            waiting,
            oldest,
            string.IsNullOrEmpty(options.Value.Host));
    }

    public PreviewedMail? Preview(string name, string language)
    {
        if (Sample(name, language) is not { } sample)
        {
            return null;
        }

        var message = composer.Compose(sample).Message;
        return new(message.Subject ?? "", message.TextBody ?? "", message.HtmlBody ?? "");
    }

    /// <summary>A mail with sample values; null when there is none of this name or no templates in the language.</summary>
    public MailJob? Sample(string name, string language)
    {
        var kinds = Kinds.Where(k => MailFormat.Of(k).Template == name).ToArray();
        return kinds.Length == 0 || !templates.Languages.Contains(language) ? null : MailPreview.Sample(kinds[0], language);
    }
}
