using System.Text.Encodings.Web;
using Fluid;

namespace Members.Silo.Mail;

/// <summary>The wording of one kind of mail in one language: three Liquid templates.</summary>
/// <remarks>Nothing else is ever parsed. Members' input is passed as values, in which Liquid finds no markup.</remarks>
/// <param name="name">The name of the templates.</param>
/// <param name="read">Reads a file.</param>
internal sealed class MailTemplate(string name, Func<string, string> read)
{
    /// <summary>The parts of a mail, each a file.</summary>
    public static readonly IReadOnlyList<string> Parts = ["subject", "text", "html"];

    private static readonly FluidParser Parser = new();
    private static readonly TemplateOptions Options = Shared();
    private readonly IFluidTemplate _subject = Parser.Parse(read(File(name, "subject")));
    private readonly IFluidTemplate _text = Parser.Parse(read(File(name, "text")));
    private readonly IFluidTemplate _html = Parser.Parse(read(File(name, "html")));

    /// <summary>The name of the file of a part.</summary>
    public static string File(string name, string part) => $"{name}.{part}.liquid";

    /// <summary>Why a template cannot be used; null when it can.</summary>
    public static string? Fault(string template) => Parser.TryParse(template, out _, out var error) ? null : error;

    /// <summary>The subject, on one line, not yet encoded for a header.</summary>
    public string Subject(IReadOnlyDictionary<string, object?> values) => Render(_subject, values, NullEncoder.Default);

    /// <summary>The plain-text part, in which nothing needs encoding.</summary>
    public string Text(IReadOnlyDictionary<string, object?> values) => Render(_text, values, NullEncoder.Default) + "\n";

    /// <summary>The HTML part, with every value encoded.</summary>
    public string Html(IReadOnlyDictionary<string, object?> values) => Render(_html, values, HtmlEncoder.Default) + "\n";

    private static string Render(IFluidTemplate template, IReadOnlyDictionary<string, object?> values, TextEncoder encoder)
    {
        var context = new TemplateContext(Options);
        foreach (var (name, value) in values)
        {
            context.SetValue(name, value);
        }

        return template.Render(context, encoder).Trim();
    }

    private static TemplateOptions Shared()
    {
        var options = new TemplateOptions();
        options.MemberAccessStrategy.Register<ShownApplication>();
        return options;
    }
}

/// <summary>Somebody who waits, as templates name the parts.</summary>
internal sealed record ShownApplication(string? name, string email, string link);
