using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using Fluid;
using Members.Outcomes;

namespace Members.Gateway.Passwords;

/// <summary>What the set-password page shows.</summary>
internal sealed class Page : IResult
{
    private const string Heading = "Set your password";

    private static readonly string Css = Resource("set-password.css");
    private static readonly IFluidTemplate Template = new FluidParser().Parse(Resource("set-password.liquid"));

    // Only this style, only this form's target; nothing else may load or frame the page (ASVS 5.0, 3.4.3, 3.4.6).
    private static readonly string Policy =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Css)))}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private readonly int _status;
    private readonly TemplateContext _values;

    private Page(int status, string title, string? message, bool failed, string? token)
    {
        _status = status;
        _values = new TemplateContext();
        _values.SetValue("css", Css).SetValue("title", title).SetValue("failed", failed);

        // What is absent is not set at all: to the template an empty text is something.
        if (message is not null)
        {
            _values.SetValue("message", message);
        }

        if (token is not null)
        {
            _values.SetValue("token", token);
        }
    }

    /// <summary>The form, with what was wrong with the last try.</summary>
    public static Page Form(string token, string? fault = null, int? status = null) =>
        new(status ?? (fault is null ? 200 : 400), Heading, fault, fault is not null, token);

    /// <summary>The password is set.</summary>
    public static Page Done() => new(200, "Your password is set", "You can close this page and log in with the new password. Sessions that were open have ended.", false, null);

    /// <summary>The link is no good, and why.</summary>
    public static Page Refused(Refusal refusal) => refusal switch
    {
        Refusal.TokenExpired => Dead("This link has expired", "Your password has not changed. Ask for a new link where you log in."),
        Refusal.TokenInvalid { Fate: TokenFate.Used } => Dead("This link has been used already", "Each link works once. If it was not you who used it, ask for a new link at once."),
        Refusal.TokenInvalid { Fate: TokenFate.Replaced } => Dead("There is a newer link", "Only the link in the newest mail works. Your password has not changed."),
        _ => Dead("This link does not work", "It may be incomplete or withdrawn. Your password has not changed. Ask for a new link where you log in."),
    };

    /// <inheritdoc/>
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = _status;
        response.ContentType = "text/html; charset=utf-8";
        response.Headers.ContentSecurityPolicy = Policy;
        await response.WriteAsync(await Template.RenderAsync(_values, HtmlEncoder.Default), httpContext.RequestAborted);
    }

    private static Page Dead(string title, string message) => new(StatusCodes.Status400BadRequest, title, message, true, null);

    private static string Resource(string name)
    {
        using var stream = typeof(Page).Assembly.GetManifestResourceStream($"Members.Gateway.Passwords.{name}")
            ?? throw new InvalidOperationException($"The resource {name} is missing.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
