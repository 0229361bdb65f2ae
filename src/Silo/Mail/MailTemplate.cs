using System.Text.Encodings.Web;
using Fluid;
using Members.Grains.Mail;

namespace Members.Silo.Mail;

/// <summary>The wording of one kind of mail: three Liquid templates that are part of the program.</summary>
/// <remarks>Only these are ever parsed. What members typed goes in as values, which Liquid does not look into.</remarks>
internal sealed class MailTemplate
{
    private static readonly FluidParser Parser = new();
    private readonly IFluidTemplate _subject;
    private readonly IFluidTemplate _text;
    private readonly IFluidTemplate _html;

    private MailTemplate(string name) => (_subject, _text, _html) = (Read(name, "subject"), Read(name, "text"), Read(name, "html"));

    /// <summary>The wording of a kind of mail.</summary>
    public static MailTemplate Of(MailKind kind) => new(kind switch
    {
        MailKind.SetPassword => "set-password",
        MailKind.LoginEmailChanged => "login-email-changed",
        MailKind.VerificationCode => "verification-code",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    });

    /// <summary>The subject: one line, encoded by whoever puts it into a header.</summary>
    public string Subject(IReadOnlyDictionary<string, object?> values) => Render(_subject, values, NullEncoder.Default);

    /// <summary>The plain part, where nothing has a meaning and so nothing is encoded.</summary>
    public string Text(IReadOnlyDictionary<string, object?> values) => Render(_text, values, NullEncoder.Default) + "\n";

    /// <summary>The HTML part, every value encoded.</summary>
    public string Html(IReadOnlyDictionary<string, object?> values) => Render(_html, values, HtmlEncoder.Default) + "\n";

    private static string Render(IFluidTemplate template, IReadOnlyDictionary<string, object?> values, TextEncoder encoder)
    {
        var context = new TemplateContext();
        foreach (var (name, value) in values)
        {
            context.SetValue(name, value);
        }

        return template.Render(context, encoder).Trim();
    }

    private static IFluidTemplate Read(string name, string part)
    {
        var resource = $"Members.Silo.Mail.{name}.{part}.liquid";
        using var stream = typeof(MailTemplate).Assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"The mail template {resource} is missing.");
        using var reader = new StreamReader(stream);
        return Parser.Parse(reader.ReadToEnd());
    }
}
