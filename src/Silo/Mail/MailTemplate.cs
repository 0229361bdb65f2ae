using System.Text.Encodings.Web;
using Fluid;

namespace Members.Silo.Mail;

/// <summary>The wording of one kind of mail: three Liquid templates embedded in the program.</summary>
/// <remarks>Nothing else is ever parsed. Members' input is passed as values, in which Liquid finds no markup.</remarks>
internal sealed class MailTemplate(string name)
{
    private static readonly FluidParser Parser = new();
    private readonly IFluidTemplate _subject = Read(name, "subject");
    private readonly IFluidTemplate _text = Read(name, "text");
    private readonly IFluidTemplate _html = Read(name, "html");

    /// <summary>The subject, on one line, not yet encoded for a header.</summary>
    public string Subject(IReadOnlyDictionary<string, object?> values) => Render(_subject, values, NullEncoder.Default);

    /// <summary>The plain-text part, in which nothing needs encoding.</summary>
    public string Text(IReadOnlyDictionary<string, object?> values) => Render(_text, values, NullEncoder.Default) + "\n";

    /// <summary>The HTML part, with every value encoded.</summary>
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
