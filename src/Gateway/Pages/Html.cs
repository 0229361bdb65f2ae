using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using Fluid;

namespace Members.Gateway.Pages;

/// <summary>A page: a template, the shared style, and a policy that allows what the page contains (ASVS 5.0, 3.4.3, 3.4.6).</summary>
internal sealed class Html
{
    private static readonly string Css = Resource("page.css");
    private static readonly FluidParser Parser = new();
    private readonly IFluidTemplate _template;

    private Html(string name) => _template = Parser.Parse(Resource(name));

    public static Html SetPassword { get; } = new("set-password.liquid");

    public static Html UndoEmailChange { get; } = new("undo-email-change.liquid");

    public static Html Application { get; } = new("application.liquid");

    public static Html Decide { get; } = new("decide.liquid");

    public static Html SignUp { get; } = new("sign-up.liquid");

    public static Html LogIn { get; } = new("log-in.liquid");

    public static Html WebMessage { get; } = new("web-message.liquid");

    public static Html Welcome { get; } = new("welcome.liquid");

    public static Html Notice { get; } = new("notice.liquid");

    /// <summary>The source expression by which a policy allows an inline style or script.</summary>
    public static string Hash(string text) => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}'";

    /// <summary>The policy of pages that run nothing, load nothing and cannot be framed.</summary>
    /// <param name="formAction">
    /// Where their form may be sent; null for a form whose response leads elsewhere: Chromium checks every address that it is redirected
    /// to, and nobody knows where the client's callback leads.
    /// </param>
    public static string Policy(string? formAction = "'self'") =>
        $"default-src 'none'; style-src {Hash(Css)}; "
        + (formAction is null ? "" : $"form-action {formAction}; ")
        + "base-uri 'none'; frame-ancestors 'none'";

    /// <summary>Writes the page. Null values are left out, because templates treat an empty string as true.</summary>
    public async Task Write(HttpContext context, int status, string policy, params IEnumerable<(string Name, object? Value)> values)
    {
        var rendered = new TemplateContext();
        rendered.SetValue("css", Css);
        foreach (var (name, value) in values.Where(v => v.Value is not null))
        {
            rendered.SetValue(name, value);
        }

        var response = context.Response;
        response.StatusCode = status;
        response.ContentType = "text/html; charset=utf-8";
        response.Headers.ContentSecurityPolicy = policy;
        await response.WriteAsync(await _template.RenderAsync(rendered, HtmlEncoder.Default), context.RequestAborted);
    }

    /// <summary>The text of an embedded resource.</summary>
    public static string Resource(string name)
    {
        using var stream = typeof(Html).Assembly.GetManifestResourceStream($"Members.Gateway.Pages.{name}")
            ?? throw new InvalidOperationException($"The resource {name} is missing.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
